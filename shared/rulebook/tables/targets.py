"""By when a case is to be assessed, and who hears of it before and after."""

from enum import StrEnum

from pydantic import Field

from shared.rulebook.tables.rule import Count, Rule


class Counting(StrEnum):
    """Which days a service target counts; what the law counts is no target."""

    CALENDAR = "calendar"
    WORKING = "working"


class Targets(Rule):
    """How the days of `assessment.target_days` count, and what they set off.

    `remind_before` are the days before the last on which assessors are reminded;
    `escalate_after` those after it, on which the case is put to the registrar, then to
    the lead assessor. All are counted alike.
    """

    counting: Counting = Counting.CALENDAR
    remind_before: tuple[Count, ...] = Field(default=(7,), max_length=10)
    escalate_after: tuple[Count, ...] = Field(default=(1, 7), max_length=2)
