"""A case, decided: one file a matter."""
