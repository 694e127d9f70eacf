"""How many days something took: calendar days or working days."""

import tomllib
from bisect import bisect_right
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from pathlib import Path

from shared.errors import Malformed

_FILE = Path(__file__).with_name("bank_holidays.toml")
_WORKING_WEEK = 5


class Days(StrEnum):
    """Which days are counted."""

    CALENDAR = "calendar"
    WORKING = "working"

    @property
    def definition(self) -> str:
        """What is counted, in words, with its source."""
        same_day = "what begins and ends on one day counts as 1 (domain §5.3)."
        if self is Days.CALENDAR:
            return f"Calendar days after the day of the beginning; {same_day}"
        return (
            "Working days after the day of the beginning: Monday to Friday without "
            f"the bank holidays of England and Wales ({_holidays().source}); {same_day}"
        )

    def between(self, first: date, last: date) -> int:
        """Return how many days lie after `first` up to and with `last`, at least 1."""
        if self is Days.CALENDAR:
            return max(1, (last - first).days)
        return max(1, _holidays().working_days(first, last))


@dataclass(frozen=True, slots=True)
class BankHolidays:
    """The bank holidays of some years, in order, and where they come from."""

    source: str
    first_year: int
    last_year: int
    days: tuple[date, ...]

    def working_days(self, first: date, last: date) -> int:
        """Return how many working days lie after `first` up to and with `last`.

        Raises `Malformed` for a year whose bank holidays are not known.
        """
        if last <= first:
            return 0
        for day in (first, last):
            if not self.first_year <= day.year <= self.last_year:
                raise Malformed(
                    f"The bank holidays of {day.year} are not known, only those of "
                    f"{self.first_year} to {self.last_year}: ask for calendar days.",
                    "days",
                )
        return self._worked_before(last) - self._worked_before(first)

    def _worked_before(self, day: date) -> int:
        """Return the working days from the first Monday there is to `day`, included."""
        weeks, rest = divmod(day.toordinal(), 7)
        weekdays = weeks * _WORKING_WEEK + min(rest, _WORKING_WEEK)
        return weekdays - bisect_right(self.days, day)


@cache
def _holidays() -> BankHolidays:
    table = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    days: list[date] = table["days"]
    # One on a Saturday or a Sunday takes no working day away.
    weekdays = sorted(day for day in days if day.weekday() < _WORKING_WEEK)
    return BankHolidays(
        table["source"], table["first_year"], table["last_year"], tuple(weekdays)
    )


def bank_holidays() -> frozenset[date]:
    """Return every bank holiday known."""
    return frozenset(_holidays().days)


def months(first: date, last: date) -> list[str]:
    """Return every month from one day's to another's, as `2027-03`."""
    found: list[str] = []
    day = first.replace(day=1)
    while day <= last:
        found.append(f"{day:%Y-%m}")
        day = (day + timedelta(days=31)).replace(day=1)
    return found
