"""Proof that travels: entries of a log with all that it takes to check them offline."""
