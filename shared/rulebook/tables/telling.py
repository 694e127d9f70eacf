"""How people are told."""

from enum import StrEnum

from shared.rulebook.tables.rule import Count, Rule


class DeemedService(StrEnum):
    """When a notice counts as served (domain §7A R6)."""

    SAME_DAY = "same-day"
    NEXT_DAY = "next-day"


class Notifications(Rule):
    """How people are told, and how long delivery is tried."""

    deemed_served: DeemedService
    give_up_days: Count
