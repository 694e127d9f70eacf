"""Periods of the register's own days, in Europe/London (domain §7A R8)."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from oversight.logged import Logged
from shared.clock import register_date
from shared.errors import Malformed

EARLIEST, LATEST = date(1900, 1, 1), date(2199, 12, 31)
"""Stated default: a register has no day before or after these."""
MOST_YEARS = 100
"""Stated default: no period of a register is longer."""


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
    """Return the period; raises `Malformed` where no register can have had it.

    It is turned round, or longer than `MOST_YEARS`, or goes beyond `EARLIEST` or
    `LATEST`.
    """
    _check_day(first, "from")
    _check_day(last, "to")
    if first is not None and last is not None and last < first:
        raise Malformed(
            f"The period ends on {last} before it begins on {first}: turn it round.",
            "to",
        )
    if first is not None and last is not None and last > _years_after(first):
        raise Malformed(
            f"The period is longer than {MOST_YEARS} years: let it end by "
            f"{_years_after(first)}, or leave out its first or its last day.",
            "to",
        )
    return Period(first, last)


def _check_day(day: date | None, field: str) -> None:
    if day is not None and not EARLIEST <= day <= LATEST:
        raise Malformed(
            f"{field}: {day} is no day of a register; give one from {EARLIEST} to "
            f"{LATEST}, or leave it out.",
            field,
        )


def _years_after(first: date) -> date:
    """Return the last day of the longest period that begins on `first`."""
    # By years and not by days, so that a century is one whichever its leap years are.
    return date(first.year + MOST_YEARS, first.month, 1) + timedelta(days=first.day - 2)


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
