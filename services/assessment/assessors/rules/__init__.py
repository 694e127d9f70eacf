"""What the pool must satisfy, theme by theme."""
