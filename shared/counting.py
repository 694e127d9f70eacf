"""How days and months are counted: the one place, for every date of the product.

The rules are R1 to R5 of domain §7A. Nothing moves a date that is counted so, neither a
weekend nor a bank holiday nor a clock change (R8); a date is a day in Europe/London.
What a notice's day of service is (R6), and when an order has effect (R7, R9), their own
capabilities say; working days, for service targets alone, are in `shared/calendar.py`.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from shared.errors import Malformed

MONTHS_A_YEAR = 12
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Span:
    """Whole days: `first` and `last` both belong to it.

    Raises `Malformed` where the last lies before the first.
    """

    first: date
    last: date

    def __post_init__(self) -> None:
        """Let no span be empty."""
        if self.last < self.first:
            raise Malformed(
                f"A period cannot end on {self.last} and begin on {self.first}.", "last"
            )

    @property
    def gone(self) -> date:
        """The first day that is no longer of it."""
        return self.last + _DAY

    def covers(self, day: date) -> bool:
        """Return whether the day is of it."""
        return self.first <= day <= self.last

    def overlaps(self, other: "Span") -> bool:
        """Return whether any day is of both."""
        return self.first <= other.last and other.first <= self.last

    def meets(self, following: "Span") -> bool:
        """Return whether the other begins on the day that this one is gone."""
        return following.first == self.gone


def days_beginning_with(first: date, days: int) -> Span:
    """Return so many days of which `first` is day 1 (R1): 28 days from 1 May end on 28.

    HPO/NMO article 29(10); HCPC renewal rule 11(4).
    """
    return Span(first, first + timedelta(days=_positive(days) - 1))


def last_day_within(days: int, after: date) -> date:
    """Return the last of so many days after a day that is day 0 (R2).

    Lester v Garland (1808); Dodds v Walker [1981] 1 WLR 1027.
    """
    return after + timedelta(days=days)


def latest_before(days: int, event: date) -> date:
    """Return the latest day that is not less than so many days before an event (R3).

    E J Riley Investments v Eurostile Holdings [1985] 1 WLR 1139.
    """
    return event - timedelta(days=days)


def months_beginning_with(first: date, months: int) -> Span:
    """Return so many months of which `first` is the first day (R4).

    The last day is the one before the corresponding date; where the last month has no
    such date, it is that month's last. It is not a clamped addition: six months with
    effect from 31 August hold all of 28 February, and the next begin on 1 March
    (SI 2018/1082 rule 1.4(2)(a); Freeman v Read (1863)).
    """
    year, month = _month_after(first, _positive(months))
    if first.day > monthrange(year, month)[1]:
        return Span(first, date(year, month, monthrange(year, month)[1]))
    return Span(first, date(year, month, first.day) - _DAY)


def months_after(day: date, months: int) -> date:
    """Return the day on which so many months after a day are complete (R5).

    The day itself does not count. It is the corresponding date, or the last day of a
    month that has none (Dodds v Walker).
    """
    year, month = _month_after(day, months)
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def years_after(day: date, years: int) -> date:
    """Return the anniversary of a day, by R5: of 29 February, 28 in a common year."""
    return months_after(day, years * MONTHS_A_YEAR)


def _month_after(day: date, months: int) -> tuple[int, int]:
    month = day.month - 1 + months
    return day.year + month // MONTHS_A_YEAR, month % MONTHS_A_YEAR + 1


def _positive(number: int) -> int:
    if number < 1:
        raise Malformed("A period holds at least one day or month.", "length")
    return number
