"""Telling assessors of their cases, and of what keeps them in the pool."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from shared.contracts.assessors import AssessorTrainingDue, InterestsReviewDue
from shared.contracts.assigning import AssessorJoined, AssessorsReminded, Joining
from shared.contracts.contract import EventData
from tests.support.messages import (
    ANNA,
    APPLICATION_ID,
    ASSESSMENT_ID,
    owed_for,
    rendered,
)

JOINED = AssessorJoined(
    assessment_id=ASSESSMENT_ID,
    application_id=APPLICATION_ID,
    assessor_id="actor-anna",
    reason=Joining.REPLACEMENT,
    seats=2,
    due_at=datetime(2026, 12, 1, tzinfo=UTC),
)
REMINDED = AssessorsReminded(
    assessment_id=ASSESSMENT_ID,
    application_id=APPLICATION_ID,
    missing=("actor-anna",),
    due_on=date(2026, 11, 30),
)
DAY = date(2026, 11, 30)


@pytest.mark.parametrize(
    "event",
    [
        JOINED,
        REMINDED,
        InterestsReviewDue(assessor_id="actor-anna", declare_by=DAY),
        AssessorTrainingDue(assessor_id="actor-anna", lapses_on=DAY),
    ],
)
def test_names_the_day(event: EventData) -> None:
    (owed,) = owed_for(event)
    assert owed.assessor_id == "actor-anna"
    assert "30 November 2026" in (rendered(replace(owed, recipient=ANNA)).body or "")


def test_tells_nobody_what_they_have_just_done_themselves() -> None:
    claimed = JOINED.model_copy(update={"reason": Joining.CLAIMED})
    assert owed_for(claimed) == []


def test_reminds_nobody_of_a_case_that_nobody_has() -> None:
    assert owed_for(REMINDED.model_copy(update={"missing": ()})) == []
