"""How long before something falls due its people are reminded."""

from typing import Annotated, TypeAlias

from pydantic import Field

from shared.rulebook.tables.rule import Count, Rule

DaysBefore: TypeAlias = Annotated[tuple[Count, ...], Field(min_length=1, max_length=10)]
"""Days before the last day, which is day 0 (domain §7A R3): one letter each."""


class Reminders(Rule):
    """The days before the end of a period on which somebody is written to of it.

    `renewal_notice` counts from the day on which the registration ends unless it is
    renewed, `renewal_warning` from the day of removal. What assessors and referees are
    reminded of is said in `targets` and `confirming`.
    """

    renewal_notice: DaysBefore = (42,)
    renewal_warning: DaysBefore = (14,)
    cpd_profile: DaysBefore = (7,)
    further_information: DaysBefore = (14,)
    interim_order_review: DaysBefore = (28,)
    order_expiry: DaysBefore = (56,)
