"""Floors: the same rows and records by bare drivers, with no product around them."""
