"""Counting days."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oversight.days import Days, months
from shared.calendar import holidays_of
from shared.errors import Malformed

DAYS = st.dates(date(2015, 1, 1), date(2028, 12, 31))


def test_counts_what_begins_and_ends_on_one_day_as_one() -> None:
    day = date(2026, 12, 25)
    assert Days.CALENDAR.between(day, day) == Days.WORKING.between(day, day) == 1


def test_leaves_out_weekends_and_bank_holidays() -> None:
    # Thursday before Easter to the Tuesday after it.
    assert Days.WORKING.between(date(2026, 4, 2), date(2026, 4, 7)) == 1
    assert Days.CALENDAR.between(date(2026, 4, 2), date(2026, 4, 7)) == 5


@given(DAYS, st.integers(0, 400))
def test_of_work_equals_going_through_them_one_by_one(first: date, more: int) -> None:
    last = min(first + timedelta(days=more), date(2028, 12, 31))
    passed = (first + timedelta(days=n) for n in range(1, (last - first).days + 1))
    free = holidays_of().days
    naive = sum(1 for day in passed if day.weekday() < 5 and day not in free)
    assert Days.WORKING.between(first, last) == max(1, naive)


def test_of_work_is_refused_where_the_bank_holidays_are_not_known() -> None:
    with pytest.raises(Malformed, match="2029") as refused:
        Days.WORKING.between(date(2028, 1, 1), date(2029, 1, 2))
    assert refused.value.field == "days"


def test_knows_the_proclaimed_holidays() -> None:
    proclaimed = {date(2022, 9, 19), date(2023, 5, 8), date(2020, 5, 8)}
    assert proclaimed <= set(holidays_of().days)
    assert date(2020, 5, 4) not in holidays_of().days


def test_of_months_crosses_the_year() -> None:
    assert months(date(2026, 11, 30), date(2027, 1, 1)) == [
        "2026-11",
        "2026-12",
        "2027-01",
    ]


def test_of_months_ends_with_the_last_there_is() -> None:
    assert months(date(9999, 11, 30), date(9999, 12, 31)) == ["9999-11", "9999-12"]
