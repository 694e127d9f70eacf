"""By when a case is to be assessed."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


def due_at(opened_on: date, target_days: int) -> datetime:
    """Return the instant the target is missed: the end of the last day, in UTC.

    The day of opening is day 0 and a day ends at midnight in Europe/London, whatever
    the clocks do (domain §7A R2, R8).
    """
    day_after = opened_on + timedelta(days=target_days + 1)
    return datetime.combine(day_after, time(), LONDON).astimezone(UTC)


def last_day(due: datetime) -> date:
    """Return the last day of a target that ends at `due`."""
    return (due.astimezone(LONDON) - timedelta(microseconds=1)).date()
