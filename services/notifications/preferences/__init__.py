"""Preferences: in which language, and by which channel, a person is written to."""
