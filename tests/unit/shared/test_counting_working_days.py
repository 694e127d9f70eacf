"""Counting working days."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.calendar import Division, division_of, holidays_of

DAYS = st.dates(date(2015, 1, 1), date(2027, 6, 30))
GOOD_FRIDAY = date(2026, 4, 3)


def test_leaves_out_weekends_and_the_holidays_of_the_division() -> None:
    thursday = GOOD_FRIDAY - timedelta(days=1)
    assert holidays_of().after(thursday, 1) == date(2026, 4, 7)
    # Easter Monday is no bank holiday in Scotland.
    assert holidays_of(Division.SCOTLAND).after(thursday, 1) == date(2026, 4, 6)


def test_knows_st_andrew_and_the_battle_of_the_boyne() -> None:
    assert not holidays_of(Division.SCOTLAND).is_worked(date(2026, 11, 30))
    assert not holidays_of(Division.NORTHERN_IRELAND).is_worked(date(2026, 7, 13))
    assert holidays_of().is_worked(date(2026, 11, 30))


@given(DAYS, st.integers(1, 120), st.sampled_from(Division))
def test_back_and_forth_agrees_with_counting_between(
    day: date, number: int, division: Division
) -> None:
    calendar = holidays_of(division)
    last = calendar.after(day, number)
    assert calendar.working_days(day, last) == number
    assert calendar.is_worked(last)
    if calendar.is_worked(day):
        assert calendar.after(last, -number) == day


def test_beyond_the_years_that_are_known_leaves_out_weekends_alone() -> None:
    assert holidays_of().after(date(2030, 12, 24), 1) == date(2030, 12, 25)
    assert holidays_of().after(date(2030, 12, 27), 1) == date(2030, 12, 30)


@pytest.mark.parametrize(
    ("country", "postcode", "division"),
    [
        ("United Kingdom", "EH1 1AA", Division.SCOTLAND),
        ("UK", "g12 8qq", Division.SCOTLAND),
        ("United Kingdom", "GU1 1AA", Division.ENGLAND_AND_WALES),
        ("United Kingdom", "BT1 1AA", Division.NORTHERN_IRELAND),
        (" Northern  Ireland", None, Division.NORTHERN_IRELAND),
        ("Scotland", "YO1 7HH", Division.SCOTLAND),
        ("Wales", "CF10 1AA", Division.ENGLAND_AND_WALES),
        (None, None, Division.ENGLAND_AND_WALES),
        ("Ireland", "?", Division.ENGLAND_AND_WALES),
    ],
)
def test_goes_by_the_nation_of_the_applicant(
    country: str | None, postcode: str | None, division: Division
) -> None:
    assert division_of(country, postcode) is division
