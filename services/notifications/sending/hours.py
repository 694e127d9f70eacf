"""The hours in which a reminder waits for the morning (what must be told does not)."""

from dataclasses import dataclass
from datetime import datetime, time
from zoneinfo import ZoneInfo

from shared.calendar import holidays_of

LONDON = ZoneInfo("Europe/London")


@dataclass(frozen=True, slots=True)
class QuietHours:
    """From when to when nobody is reminded, in London's time; `working_days` alone."""

    begin: time
    end: time
    working_days: bool

    def are_now(self, now: datetime) -> bool:
        """Return whether reminders wait at this instant."""
        local = now.astimezone(LONDON)
        if self.working_days and not holidays_of().is_worked(local.date()):
            return True
        clock = local.time()
        if self.begin <= self.end:
            return self.begin <= clock < self.end
        return clock >= self.begin or clock < self.end
