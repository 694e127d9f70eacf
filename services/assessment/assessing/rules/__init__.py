"""What a case must satisfy, theme by theme."""
