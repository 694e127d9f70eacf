"""The tables of a rulebook, by what they rule."""
