"""A date in an application."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.applications.applying.rules.conditions import (
    dates_can_be_read,
    no_date_is_in_the_future,
)
from services.applications.applying.rules.reading import read_date
from tests.support.applications import submission


@given(st.dates())
def test_is_read_as_iso_has_it_and_as_the_united_kingdom_writes_it(day: date) -> None:
    assert read_date(day.isoformat()) == day
    assert read_date(f"{day.day:02}/{day.month:02}/{day.year:04}") == day
    assert read_date(f"{day.day}/{day.month}/{day.year:04}") == day


@pytest.mark.parametrize(
    "text",
    [
        "31/02/1990",
        "1990-02-31",
        "yesterday",
        "1990-2-3",
        "12/13/1990",
        "12/10/84",
        "12-10-1984",
        "19841012",
        "1984-10-12T00:00",
        "0000-01-01",
        "1984-10-12\u0661",
        "\u0661\u0662/10/1984",
    ],
)
def test_is_not_read_otherwise(text: str) -> None:
    assert read_date(text) is None
    assert not dates_can_be_read(submission(awarded_on=text))


def test_is_read_with_stray_spaces() -> None:
    read = submission(date_of_birth="  12/10/1984 ")
    assert read.day("date_of_birth") == date(1984, 10, 12)


def test_is_no_bad_date_where_it_is_missing() -> None:
    assert dates_can_be_read(submission(date_of_birth=""))


@pytest.mark.parametrize("column", ["date_of_birth", "awarded_on", "submitted_on"])
def test_may_be_the_registers_own_today_but_no_later(column: str) -> None:
    assert no_date_is_in_the_future(submission(**{column: "22/11/2026"}))
    assert not no_date_is_in_the_future(submission(**{column: "23/11/2026"}))
