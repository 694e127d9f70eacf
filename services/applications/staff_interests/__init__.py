"""Whom staff and board members are tied to, so that such cases never reach them."""
