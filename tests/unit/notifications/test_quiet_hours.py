"""Quiet hours."""

from datetime import UTC, datetime, time

import pytest

from services.notifications.sending.hours import QuietHours

NIGHT = QuietHours(time(20), time(8), working_days=True)


@pytest.mark.parametrize(
    ("hour", "quiet"), [(7, True), (8, False), (12, False), (19, False), (20, True)]
)
def test_last_from_the_evening_until_the_morning(hour: int, quiet: bool) -> None:
    assert NIGHT.are_now(datetime(2026, 11, 3, hour, 30, tzinfo=UTC)) is quiet


def test_go_by_london_s_clock_in_summer() -> None:
    assert not NIGHT.are_now(datetime(2026, 7, 1, 7, 0, tzinfo=UTC))  # 08:00 there
    assert NIGHT.are_now(datetime(2026, 7, 1, 19, 0, tzinfo=UTC))  # 20:00 there


@pytest.mark.parametrize("day", [7, 8])
def test_last_all_weekend(day: int) -> None:
    assert NIGHT.are_now(datetime(2026, 11, day, 12, tzinfo=UTC))


def test_last_all_of_a_bank_holiday() -> None:
    assert NIGHT.are_now(datetime(2026, 12, 25, 12, tzinfo=UTC))


def test_are_only_hours_where_every_day_will_do() -> None:
    every_day = QuietHours(time(20), time(8), working_days=False)
    assert not every_day.are_now(datetime(2026, 12, 25, 12, tzinfo=UTC))


def test_may_lie_within_a_day() -> None:
    noon = QuietHours(time(12), time(14), working_days=False)
    assert noon.are_now(datetime(2026, 11, 3, 13, tzinfo=UTC))
    assert not noon.are_now(datetime(2026, 11, 3, 15, tzinfo=UTC))
