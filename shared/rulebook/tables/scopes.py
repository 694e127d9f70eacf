"""Scopes of practice, and the footing they stand on."""

from enum import StrEnum

from shared.rulebook.tables.rule import Code, Rule, Text


class Footing(StrEnum):
    """What a register stands on; it may differ from scope to scope (domain §7.1)."""

    VOLUNTARY = "voluntary"
    TRANSITIONAL = "transitional"
    STATUTORY = "statutory"


class Opening(StrEnum):
    """How one enters a scope: by the form, by contacting the register first, or not.

    A scope that is closed stays, for those who are registered in it (domain §2.2).
    """

    FORM = "form"
    CONTACT_ONLY = "contact-only"
    CLOSED = "closed"


class Scope(Rule):
    """A scope of practice in which somebody may be registered (domain §2.2)."""

    code: Code
    title: Text
    group: Text
    footing: Footing
    open: Opening
