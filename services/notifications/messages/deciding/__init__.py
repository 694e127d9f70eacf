"""The decisions on a message, by what they are about."""
