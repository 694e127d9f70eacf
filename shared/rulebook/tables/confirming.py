"""How proposers confirm an application."""

from shared.rulebook.tables.rule import Count, Rule


class Confirming(Rule):
    """How long a proposer may take to confirm, and when they are reminded.

    Days are counted after the day on which they were asked (domain §7A R2).
    """

    days: Count
    remind_after_days: Count
