"""Bulk: what is done to many cases at once: tried dry, released by another."""
