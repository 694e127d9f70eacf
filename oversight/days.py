"""How many days something took: calendar days or working days."""

from datetime import date
from enum import StrEnum

from shared.calendar import SOURCE, holidays_of


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
            f"the bank holidays of England and Wales ({SOURCE}); {same_day}"
        )

    def between(self, first: date, last: date) -> int:
        """Return how many days lie after `first` up to and with `last`, at least 1."""
        if self is Days.CALENDAR:
            return max(1, (last - first).days)
        return max(1, holidays_of().working_days(first, last))


def months(first: date, last: date) -> list[str]:
    """Return every month from one day's to another's, as `2027-03`."""
    return [
        f"{number // 12:04}-{number % 12 + 1:02}"
        for number in range(_months_since_0(first), _months_since_0(last) + 1)
    ]


def _months_since_0(day: date) -> int:
    # A number and not a day: the month after December 9999 is no date.
    return day.year * 12 + day.month - 1
