"""Bulk: what is done to many at once: tried dry, released by another, resumable."""
