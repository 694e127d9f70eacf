"""The clock of an application."""

from datetime import date

from services.applications.applying.rules.clock import (
    Elapsed,
    Stop,
    elapsed,
    stopped_days,
)
from shared.calendar import holidays_of

RECEIVED = date(2026, 11, 2)
UNTIL = date(2026, 11, 30)
FIRST = Stop(date(2026, 11, 9), date(2026, 11, 16))


def calendar(first: date, last: date) -> int:
    """Return the days after the first up to the last."""
    return (last - first).days


def test_shows_the_same_gross_and_net_while_it_never_stood() -> None:
    assert elapsed(RECEIVED, UNTIL, (), calendar) == Elapsed(28, 28)


def test_leaves_out_of_the_net_days_each_interval_for_which_it_stood() -> None:
    second = Stop(date(2026, 11, 20), date(2026, 11, 22))
    assert elapsed(RECEIVED, UNTIL, (FIRST, second), calendar) == Elapsed(28, 19)


def test_counts_working_days_alike() -> None:
    working = holidays_of().working_days
    assert elapsed(RECEIVED, UNTIL, (FIRST,), working) == Elapsed(20, 15)


def test_stands_until_today_while_it_has_not_started_again() -> None:
    standing = Stop(date(2026, 11, 20), None)
    assert elapsed(RECEIVED, UNTIL, (standing,), calendar) == Elapsed(28, 18)
    assert stopped_days((FIRST, standing), UNTIL) == 17


def test_never_runs_backwards() -> None:
    whole = Stop(RECEIVED, None)
    assert elapsed(RECEIVED, UNTIL, (whole,), calendar) == Elapsed(28, 0)
