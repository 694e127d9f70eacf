"""Days and months are counted by the rules R1 to R5 of domain §7A."""

from calendar import monthrange
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.counting import (
    Span,
    days_beginning_with,
    last_day_within,
    latest_before,
    months_after,
    months_beginning_with,
    years_after,
)
from shared.errors import Malformed

DAYS = st.dates(min_value=date(1900, 1, 1), max_value=date(2200, 1, 1))
MONTHS = st.integers(min_value=1, max_value=120)
NUMBERS = st.integers(min_value=1, max_value=1000)


def test_beginning_with_a_day_that_is_day_one() -> None:
    assert days_beginning_with(date(2021, 9, 14), 28).last == date(2021, 10, 11)


def test_after_a_day_that_is_day_nought() -> None:
    assert last_day_within(28, date(2021, 9, 14)) == date(2021, 10, 12)


def test_before_a_day_not_less_than_so_many() -> None:
    assert latest_before(42, date(2026, 12, 31)) == date(2026, 11, 19)


@pytest.mark.parametrize(
    ("first", "months", "last"),
    [
        (date(2021, 10, 12), 18, date(2023, 4, 11)),
        (date(2023, 8, 31), 6, date(2024, 2, 29)),
        (date(2022, 8, 31), 6, date(2023, 2, 28)),
        (date(2022, 8, 30), 6, date(2023, 2, 28)),
        (date(2022, 8, 29), 6, date(2023, 2, 28)),
        (date(2022, 8, 28), 6, date(2023, 2, 27)),
        (date(2023, 3, 31), 1, date(2023, 4, 30)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2024, 1, 1), 12, date(2024, 12, 31)),
    ],
)
def test_in_months_to_the_eve_of_the_corresponding_date(
    first: date, months: int, last: date
) -> None:
    assert months_beginning_with(first, months) == Span(first, last)


@pytest.mark.parametrize(
    ("day", "months", "complete"),
    [
        (date(2022, 8, 31), 6, date(2023, 2, 28)),
        (date(2023, 2, 28), 6, date(2023, 8, 28)),
        (date(2023, 12, 13), 4, date(2024, 4, 13)),
    ],
)
def test_in_months_after_a_day_to_the_corresponding_date(
    day: date, months: int, complete: date
) -> None:
    assert months_after(day, months) == complete


def test_to_an_anniversary() -> None:
    assert years_after(date(2024, 2, 29), 1) == date(2025, 2, 28)
    assert years_after(date(2024, 2, 29), 4) == date(2028, 2, 29)


def test_as_the_high_court_counted_in_psa_v_hcpc_and_sharf() -> None:
    """[2025] EWHC 164 (Admin), domain §4.6: the four dates of one practitioner."""
    appeal = days_beginning_with(date(2021, 9, 14), 28)
    order = months_beginning_with(appeal.gone, 18)
    assert (appeal.gone, order.gone) == (date(2021, 10, 12), date(2023, 4, 12))
    early_review = months_beginning_with(date(2023, 3, 13), 9)
    assert early_review.gone == date(2023, 12, 13)
    mandatory_review = months_beginning_with(early_review.gone, 4)
    assert mandatory_review.gone == date(2024, 4, 13)
    assert early_review.meets(mandatory_review)
    # What a later panel took for the end by the words "with immediate effect".
    assert months_beginning_with(date(2023, 12, 1), 4).gone == date(2024, 4, 1)


@given(DAYS, NUMBERS)
def test_so_that_a_period_of_days_holds_as_many(first: date, days: int) -> None:
    span = days_beginning_with(first, days)
    assert (span.gone - span.first).days == days
    assert span.last == last_day_within(days, span.first - timedelta(days=1))


@given(DAYS, MONTHS)
def test_so_that_no_day_of_a_month_is_lost_where_there_is_no_such_date(
    first: date, months: int
) -> None:
    gone = months_beginning_with(first, months).gone
    assert gone.day == first.day or (gone.day == 1 and first.day > _length_before(gone))


@given(DAYS, MONTHS, MONTHS)
def test_so_that_what_follows_meets_and_never_overlaps(
    first: date, months: int, further: int
) -> None:
    order = months_beginning_with(first, months)
    extended = months_beginning_with(order.gone, further)
    assert order.meets(extended)
    assert not order.overlaps(extended)
    assert not order.covers(order.gone)
    assert extended.covers(order.gone)


@given(DAYS, MONTHS, MONTHS)
def test_so_that_more_months_never_end_earlier(
    first: date, months: int, further: int
) -> None:
    longer = months_beginning_with(first, months + further)
    assert longer.last > months_beginning_with(first, months).last
    assert months_after(first, months + further) > months_after(first, months)


@pytest.mark.parametrize("length", [0, -1])
def test_and_a_period_without_a_day_is_refused(length: int) -> None:
    with pytest.raises(Malformed):
        days_beginning_with(date(2026, 1, 1), length)
    with pytest.raises(Malformed):
        months_beginning_with(date(2026, 1, 1), length)


def test_and_a_span_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(Malformed):
        Span(date(2026, 1, 2), date(2026, 1, 1))


def _length_before(day: date) -> int:
    eve = day - timedelta(days=1)
    return monthrange(eve.year, eve.month)[1]
