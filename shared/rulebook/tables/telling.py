"""How people are told."""

from collections.abc import Mapping, Sequence
from datetime import date, time, timedelta
from enum import StrEnum
from typing import Literal

from pydantic import Field

from shared.rulebook.tables.rule import Count, Rule

SHARED_MAILBOXES = (
    *("admin", "administrator", "contact", "department", "enquiries", "hello", "hr"),
    *("info", "mail", "office", "post", "reception", "recruitment", "secretary"),
    *("support", "team", "training"),
)
EMPLOYER_DOMAINS = (
    *("ac.uk", "gov.uk", "hscni.net", "mod.uk", "nhs.net", "nhs.scot", "nhs.uk"),
)


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
    then is overdue. At `office_address` the registrar is told of what no page shows
    them in time. A notice counts as served as `deemed` says of its channel, by other
    channels as `deemed_served`; it is to be proven within `prove_days`. For
    `secret_overlap_days` after a subscriber's secret was renewed, the old one serves.
    Whoever did not say otherwise is written to in `language`. A mailbox named as one of
    `shared_mailboxes` is read by several; a host at or below `employer_domains` goes
    with an employment, unless it is of `personal_domains`, which people keep.
    """

    deemed_served: DeemedService
    give_up_days: Count
    at_once_days: Count = 1
    soon_days: Count = 5
    quiet: Quiet | None = None
    office_address: str = "registrar@register.example"
    prove_days: Count = 14
    secret_overlap_days: Count = 7
    language: Literal["en", "cy"] = "en"
    shared_mailboxes: tuple[str, ...] = SHARED_MAILBOXES
    employer_domains: tuple[str, ...] = EMPLOYER_DOMAINS
    personal_domains: tuple[str, ...] = ("nhs.net",)
    deemed: Mapping[str, DeemedService] = Field(
        default_factory=dict[str, DeemedService]
    )

    def next_day(self, channels: Sequence[str]) -> tuple[str, ...]:
        """Return the channels by which service counts from the day after sending."""
        return tuple(
            one
            for one in channels
            if self.deemed.get(one, self.deemed_served) is DeemedService.NEXT_DAY
        )

    def served_on(self, day: date) -> date:
        """Return the day on which a notice of `day` is deemed served (R6)."""
        next_day = self.deemed_served is DeemedService.NEXT_DAY
        return day + timedelta(days=1 if next_day else 0)
