"""The one clock: the machine's time, which the embedded mode alone may move on."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


@dataclass(slots=True)
class Clock:
    """The register's clock: wall time and an offset, which is zero in production.

    Security, leases, retries and cosignatures use `wall`; the register's own rules
    use `now`.
    """

    offset: timedelta = field(default=timedelta(0))

    def now(self) -> datetime:
        """Return the register's instant, UTC."""
        return self.wall() + self.offset

    def wall(self) -> datetime:
        """Return the machine's instant, UTC."""
        return datetime.now(UTC)


def register_date(moment: datetime) -> date:
    """Return the register's date: a day is one in Europe/London (domain §7A R8)."""
    return moment.astimezone(LONDON).date()


def start_of_register_day(day: date) -> datetime:
    """Return the first instant, UTC, of the register's day."""
    return datetime.combine(day, time(), LONDON).astimezone(UTC)


def end_of_register_day(day: date) -> datetime:
    """Return the first instant, UTC, that is no longer of the register's day."""
    return start_of_register_day(day + timedelta(days=1))
