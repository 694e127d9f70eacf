"""Trails: the history of a person, a case, a number or an actor, from the log."""
