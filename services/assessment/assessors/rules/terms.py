"""For how long training and declarations hold."""

from calendar import monthrange
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

MONTHS_A_YEAR = 12
LONDON = ZoneInfo("Europe/London")


def months_after(day: date, months: int) -> date:
    """Return the day that completes so many months after a day (domain §7A R5).

    It is the corresponding date, or the month's last day if there is none.
    """
    month = day.month - 1 + months
    year, month = day.year + month // MONTHS_A_YEAR, month % MONTHS_A_YEAR + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def begins_at(day: date) -> datetime:
    """Return the first instant of a day of the register, in UTC (domain §7A R8)."""
    return datetime.combine(day, time(), LONDON).astimezone(UTC)


def lapses_on(trained_on: date, months: int) -> date:
    """Return the first day on which training of a day no longer holds."""
    return months_after(trained_on, months) + timedelta(days=1)
