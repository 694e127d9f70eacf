"""What happened in a case, when, and how long nothing happened (domain §5.2). Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise
from zoneinfo import ZoneInfo

from oversight.logged import Logged

REGISTER_TIME = ZoneInfo("Europe/London")
INACTIVE_AFTER_DAYS = 28
"""Unless told otherwise, a case without an event for longer was inactive."""


@dataclass(frozen=True, slots=True)
class Happening:
    """One event in its order: `day` is the register's own date (Europe/London).

    `days_since` counts calendar days since the event before, 0 for the first.
    """

    entry: Logged
    day: date
    days_since: int


@dataclass(frozen=True, slots=True)
class Inactivity:
    """Days between two events on which nothing happened, longer than is usual."""

    after: Happening
    before: Happening

    @property
    def days(self) -> int:
        """How many calendar days lie between the two."""
        return self.before.days_since


def chronology(entries: Sequence[Logged]) -> list[Happening]:
    """Return the events by the time at which they were recorded, then by index."""
    ordered = sorted(entries, key=lambda entry: (recorded_at(entry), entry.index))
    days = [recorded_at(entry).astimezone(REGISTER_TIME).date() for entry in ordered]
    since = [0, *((later - earlier).days for earlier, later in pairwise(days))]
    return [
        Happening(entry, day, between)
        for entry, day, between in zip(ordered, days, since, strict=False)
    ]


def inactivity(happenings: Sequence[Happening], longer_than: int) -> list[Inactivity]:
    """Return the periods without an event that are longer than so many days."""
    return [
        Inactivity(earlier, later)
        for earlier, later in pairwise(happenings)
        if later.days_since > longer_than
    ]


def recorded_at(entry: Logged) -> datetime:
    """Return the register's time at which an event was recorded."""
    return datetime.fromisoformat(str(entry.event["time"]))
