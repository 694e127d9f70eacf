"""Being overdue."""

from datetime import UTC, date, datetime, timedelta

from services.assessment.assessing.decider import ASSESSMENT
from services.assessment.assessing.rules.targets import due_at, last_day
from services.assessment.assessing.state import UnderAssessment
from shared.contracts.assessment import AssessmentOverdue
from tests.support.assessment import (
    ANNA,
    APPLICATION_ID,
    ASSESSMENT_ID,
    ASSIGNED,
    BEN,
    DUE_AT,
    OPENED,
    POSTPONED,
    given_by,
    overdue,
)
from tests.support.given import Given

given = Given(ASSESSMENT)


def late(*missing: str) -> AssessmentOverdue:
    return AssessmentOverdue(
        assessment_id=ASSESSMENT_ID,
        application_id=APPLICATION_ID,
        missing=missing,
        was_due_on=date(2026, 11, 30),
    )


def test_names_everybody_who_has_not_spoken() -> None:
    given(OPENED, ASSIGNED).when(overdue(DUE_AT)).then(late(ANNA, BEN))


def test_names_only_who_has_not_spoken() -> None:
    given(OPENED, ASSIGNED, given_by(ANNA)).when(overdue(DUE_AT)).then(late(BEN))


def test_happens_once() -> None:
    history = (OPENED, ASSIGNED, late(ANNA, BEN))
    given(*history).when(overdue(DUE_AT + timedelta(days=1))).then_nothing()


def test_does_not_happen_on_the_last_day() -> None:
    moment = DUE_AT - timedelta(microseconds=1)
    given(OPENED, ASSIGNED).when(overdue(moment)).then_nothing()


def test_happens_to_a_case_that_never_found_assessors() -> None:
    given(OPENED, POSTPONED).when(overdue(DUE_AT)).then(late())


def test_does_not_happen_to_a_case_that_was_never_opened() -> None:
    given().when(overdue(DUE_AT)).then_nothing()


def test_leaves_the_recommendation_to_be_given() -> None:
    state = ASSESSMENT.fold([OPENED, ASSIGNED, late(ANNA, BEN), given_by(ANNA)])
    assert isinstance(state, UnderAssessment)
    assert list(state.given) == [ANNA]


def test_begins_at_midnight_in_london_in_winter() -> None:
    assert due_at(date(2026, 11, 2), 28) == datetime(2026, 12, 1, tzinfo=UTC)


def test_begins_at_midnight_in_london_in_summer() -> None:
    assert due_at(date(2026, 6, 1), 28) == datetime(2026, 6, 29, 23, tzinfo=UTC)


def test_moves_for_no_change_of_the_clocks() -> None:
    # Clocks go back on 25 October 2026: the last day is still the 29th (R8).
    assert last_day(due_at(date(2026, 10, 1), 28)) == date(2026, 10, 29)
