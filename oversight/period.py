"""Periods of the register's own days, in Europe/London (domain §7A R8)."""

from dataclasses import dataclass
from datetime import date, datetime

from oversight.logged import Logged
from shared.clock import register_date
from shared.errors import Malformed


@dataclass(frozen=True, slots=True)
class Period:
    """The days from `first` to `last`, both included; None is without an end."""

    first: date | None = None
    last: date | None = None

    def __contains__(self, day: date) -> bool:
        return (self.first is None or self.first <= day) and (
            self.last is None or day <= self.last
        )

    def before_its_end(self, day: date) -> bool:
        """Tell whether the day is the period's last or an earlier one."""
        return self.last is None or day <= self.last


def period_of(first: date | None, last: date | None) -> Period:
    """Return the period; raises `Malformed` where it is turned round."""
    if first is not None and last is not None and last < first:
        raise Malformed(
            f"The period ends on {last} before it begins on {first}: turn it round.",
            "to",
        )
    return Period(first, last)


def read_date(text: str | None, field: str) -> date | None:
    """Return the date of `YYYY-MM-DD`, None of nothing; raises `Malformed`."""
    if text is None:
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = None
    if day is None or day.isoformat() != text:
        raise Malformed(
            f"{field}: there is no such date; write it as 2027-03-01.", field
        )
    return day


def recorded_at(entry: Logged) -> datetime:
    """Return when the event was recorded, by the register's clock."""
    return datetime.fromisoformat(entry.event["time"])


def recorded_on(entry: Logged) -> date:
    """Return the register's date on which the event was recorded."""
    return register_date(recorded_at(entry))
