"""By when a case is to be assessed."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from services.assessment.assessing.commands.assigning import Timing
from shared.calendar import Division, holidays_of
from shared.rulebook.model import Rulebook
from shared.rulebook.tables.targets import Counting

LONDON = ZoneInfo("Europe/London")


def timing(rulebook: Rulebook, opened_on: date, division: Division) -> Timing:
    """Return the service target of a case opened on a day, day 0 (domain §7A R2).

    Working days are those of the applicant's nation. A reminder comes as its day
    begins, an escalation as its day is over.
    """
    targets = rulebook.targets

    def counted(day: date, days: int) -> date:
        if targets.counting is Counting.WORKING:
            return holidays_of(division).after(day, days)
        return day + timedelta(days=days)

    last = counted(opened_on, rulebook.assessment.target_days)
    reminders = [counted(last, -days) for days in targets.remind_before]
    eves = [day - timedelta(days=1) for day in reminders if day > opened_on]
    return Timing(
        due_at=end_of(last),
        remind_at=tuple(sorted(map(end_of, eves))),
        escalate_at=tuple(
            sorted(end_of(counted(last, days)) for days in targets.escalate_after)
        ),
    )


def due_at(opened_on: date, target_days: int) -> datetime:
    """Return the instant the target is missed: the end of the last day, in UTC.

    The day of opening is day 0 and a day ends at midnight in Europe/London, whatever
    the clocks do (domain §7A R2, R8).
    """
    return end_of(opened_on + timedelta(days=target_days))


def first_instant(remind_at: tuple[datetime, ...], due: datetime) -> datetime:
    """Return when a target first asks for something."""
    return min((*remind_at, due))


def end_of(day: date) -> datetime:
    """Return the instant, in UTC, at which a day of the register is over."""
    return datetime.combine(day + timedelta(days=1), time(), LONDON).astimezone(UTC)


def last_day(due: datetime) -> date:
    """Return the last day of a target that ends at `due`."""
    return (due.astimezone(LONDON) - timedelta(microseconds=1)).date()
