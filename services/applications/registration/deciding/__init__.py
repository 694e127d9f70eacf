"""The decisions about an entry, by what they are about."""
