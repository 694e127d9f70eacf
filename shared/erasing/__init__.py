"""Erasing a person from everything that one service holds, the same way in each."""
