"""How a panel judges what applicants declare of health and character."""

from shared.rulebook.tables.rule import Count, Rule


class Declarations(Rule):
    """How many members judge a declared matter, and within how many days.

    Days are counted after the day on which the matter was raised (domain §7A R2).
    """

    panel_members: Count
    target_days: Count
