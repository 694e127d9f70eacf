"""Working days: Monday to Friday without the bank holidays of a part of the country.

Only service targets and figures are counted so; what the law counts in days, nothing
moves (domain §7A R8). The holidays are those of gov.uk/bank-holidays as the library
`govuk-bank-holidays` embeds them, a list of some years: beyond its last year there is
no list to go by, and none is guessed. A figure is then refused; a target leaves out
weekends alone, so that it ends early rather than late, until the library is renewed.
"""

import re
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from typing import Any, cast

from govuk_bank_holidays.bank_holidays import BankHolidays

from shared.errors import Malformed

SOURCE = "gov.uk/bank-holidays, as embedded in the library govuk-bank-holidays"
_WORKING_WEEK = 5


class Division(StrEnum):
    """A part of the United Kingdom with bank holidays of its own."""

    ENGLAND_AND_WALES = "england-and-wales"
    SCOTLAND = "scotland"
    NORTHERN_IRELAND = "northern-ireland"


_POSTCODE_AREA = re.compile(r"\s*([A-Za-z]{1,2})[0-9]")
_SCOTTISH_AREAS = frozenset(
    "AB DD DG EH FK G HS IV KA KW KY ML PA PH TD ZE".split()  # noqa: SIM905
)
_NORTHERN_IRISH_AREA = "BT"


def division_of(country: str | None, postcode: str | None) -> Division:
    """Return whose bank holidays an applicant has; England's and Wales's in doubt.

    A country that is named decides; "United Kingdom" and the like leave it to the
    area of the postcode.
    """
    named = " ".join((country or "").casefold().split())
    for division in (Division.SCOTLAND, Division.NORTHERN_IRELAND):
        if named == division.replace("-", " "):
            return division
    found = _POSTCODE_AREA.match(postcode or "")
    area = found[1].upper() if found else ""
    if named in {"england", "wales"} or not area:
        return Division.ENGLAND_AND_WALES
    if area in _SCOTTISH_AREAS:
        return Division.SCOTLAND
    if area == _NORTHERN_IRISH_AREA:
        return Division.NORTHERN_IRELAND
    return Division.ENGLAND_AND_WALES


@dataclass(frozen=True, slots=True)
class Holidays:
    """The bank holidays of one division, in order, for the years that are known."""

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

    def after(self, day: date, working_days: int) -> date:
        """Return the day that is so many working days after `day`, which is day 0.

        A negative number counts back.
        """
        step = timedelta(days=1 if working_days > 0 else -1)
        for _ in range(abs(working_days)):
            day += step
            while not self.is_worked(day):
                day += step
        return day

    def is_worked(self, day: date) -> bool:
        """Return whether it is a working day, as far as is known."""
        index = bisect_right(self.days, day) - 1
        holiday = index >= 0 and self.days[index] == day
        return day.weekday() < _WORKING_WEEK and not holiday

    def _worked_before(self, day: date) -> int:
        """Return the working days from the first Monday there is to `day`, included."""
        weeks, rest = divmod(day.toordinal(), 7)
        weekdays = weeks * _WORKING_WEEK + min(rest, _WORKING_WEEK)
        return weekdays - bisect_right(self.days, day)


@cache
def holidays_of(division: Division = Division.ENGLAND_AND_WALES) -> Holidays:
    """Return the bank holidays of a division; nothing is fetched."""
    library: Any = BankHolidays(use_cached_holidays=True)
    listed = cast("list[Mapping[str, object]]", library.get_holidays(division=division))
    every = sorted(cast("date", holiday["date"]) for holiday in listed)
    # One on a Saturday or a Sunday takes no working day away.
    weekdays = tuple(day for day in every if day.weekday() < _WORKING_WEEK)
    return Holidays(every[0].year, every[-1].year, weekdays)
