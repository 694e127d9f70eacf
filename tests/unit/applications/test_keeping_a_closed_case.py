"""Keeping what a closed case left."""

from datetime import UTC, date, datetime, timedelta

import pytest

from services.applications.retention.decider import PERSON
from services.applications.retention.rules import ends_at
from shared.contracts.retention import HoldGround, LegalHoldLifted
from tests.support import retention as told
from tests.support.given import Given

given = Given(PERSON)
OVER = told.erased(
    reason="retention-ended", authority=f"{told.RULEBOOK} retention", at=told.ENDS
)


def test_begins_a_period_when_the_case_closes() -> None:
    given().when(told.keep()).then(told.kept_until())


def test_begins_it_once() -> None:
    given(told.kept_until()).when(told.keep()).then_nothing()


def test_begins_none_for_what_is_erased_already() -> None:
    given(told.erased()).when(told.keep()).then_nothing()


def test_erases_it_on_its_day() -> None:
    given(told.kept_until()).when(told.period_over()).then(OVER)


def test_erases_nothing_before_its_day() -> None:
    early = told.period_over(now=told.ENDS - timedelta(microseconds=1))
    given(told.kept_until()).when(early).then_nothing()


def test_waits_while_a_hold_stands_or_a_case_is_open() -> None:
    given(told.kept_until(), told.held()).when(told.period_over()).then_nothing()
    open_again = told.period_over(told.UNDER_WAY)
    given(told.kept_until()).when(open_again).then_nothing()


def test_is_held_once_for_each_reason() -> None:
    given().when(told.place()).then(told.held())
    given(told.held()).when(told.place()).then_nothing()
    inquiry = HoldGround.PUBLIC_INQUIRY
    given(told.held()).when(told.place(inquiry)).then(told.held(inquiry))


def test_is_not_held_for_somebody_of_whom_nothing_is_held() -> None:
    given().when(told.place(held=told.NOBODY)).then_refused("unknown-person")


def test_falls_due_again_when_the_last_hold_is_lifted() -> None:
    claim, inquiry = HoldGround.LEGAL_CLAIM, HoldGround.PUBLIC_INQUIRY
    still = LegalHoldLifted(about=told.ABOUT, reason=claim)
    given(told.kept_until(), told.held(claim), told.held(inquiry)).when(
        told.lift(claim)
    ).then(still)
    given(told.kept_until(), told.held(claim), told.held(inquiry), still).when(
        told.lift(inquiry)
    ).then(LegalHoldLifted(about=told.ABOUT, reason=inquiry, resumes_at=told.ENDS))


def test_has_no_hold_to_lift_where_none_was_placed() -> None:
    given().when(told.lift()).then_nothing()


@pytest.mark.parametrize(
    ("closed_on", "months", "gone"),
    [
        (date(2026, 3, 2), 24, datetime(2028, 3, 3, tzinfo=UTC)),
        # No 31 February: the period is complete with the month's last day (R5).
        (date(2026, 8, 31), 6, datetime(2027, 3, 1, tzinfo=UTC)),
        # In summer a day of the register begins at 23:00 UTC (R8).
        (date(2026, 6, 30), 1, datetime(2026, 7, 30, 23, tzinfo=UTC)),
        (date(2026, 12, 31), 12, datetime(2028, 1, 1, tzinfo=UTC)),
    ],
)
def test_ends_after_the_corresponding_date(
    closed_on: date, months: int, gone: datetime
) -> None:
    assert ends_at(closed_on, months) == gone
