"""How people are told."""

from datetime import time
from enum import StrEnum

from shared.rulebook.tables.rule import Count, Rule


class DeemedService(StrEnum):
    """When a notice counts as served (domain §7A R6)."""

    SAME_DAY = "same-day"
    NEXT_DAY = "next-day"


class Quiet(Rule):
    """The hours, in London's time, in which a reminder waits for the morning.

    Where it waits for `working_days`, nobody is reminded at the weekend or on a bank
    holiday of England and Wales. What must be told waits for nothing.
    """

    begin: time
    end: time
    working_days: bool


class Notifications(Rule):
    """How people are told, and how long delivery is tried.

    `at_once_days` and `soon_days` are within how many days of an event somebody is to
    be told, where the table of tellings says `at once` or `soon`; what is not told by
    then is overdue. At `office_address` the registrar is
    told of what no page shows them in time.
    """

    deemed_served: DeemedService
    give_up_days: Count
    at_once_days: Count = 1
    soon_days: Count = 5
    quiet: Quiet | None = None
    office_address: str = "registrar@register.example"
