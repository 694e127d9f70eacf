"""The forms that a trail is written in, piece by piece, never whole in memory."""
