"""Addresses that a person should look at, since a letter there may not be read."""
