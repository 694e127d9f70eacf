"""Whom each event of the product obliges us to tell: one line of data an event."""
