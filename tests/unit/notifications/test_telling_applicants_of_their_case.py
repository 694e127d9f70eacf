"""Telling applicants what becomes of their case after its submission."""

from datetime import date
from uuid import UUID

import pytest

from shared.contracts.appealing import (
    Against,
    AppealDecided,
    AppealLodged,
    AppealOutcome,
    AppealWithdrawn,
)
from shared.contracts.contract import EventData
from shared.contracts.further_information import (
    ApplicationWithdrawn,
    FurtherInformationAsked,
)
from tests.support.messages import ZOE, owed_for, rendered, said

ASSESSMENT = UUID(int=9)
asked = said(
    FurtherInformationAsked,
    assessment_id=ASSESSMENT,
    round=1,
    gaps=("radiation-safety",),
    answer_by=date(2027, 1, 18),
    explanation="Your logbook stops in 2019.",
    **ZOE,
)
withdrawn = said(ApplicationWithdrawn, concern_open=True, **ZOE)
lodged = said(
    AppealLodged,
    appeal=1,
    grounds=("judgement",),
    members=2,
    decide_by=date(2027, 2, 1),
    **ZOE,
)
decided = said(
    AppealDecided,
    appeal=1,
    outcome=AppealOutcome.UPHELD,
    members=("panel-1", "panel-2"),
    scopes=("nuclear-medicine",),
    **ZOE,
)


def body(event: EventData) -> str:
    """Return what the applicant reads."""
    [request] = owed_for(event)
    return " ".join((rendered(request).body or "").split())


def test_confirms_that_an_appeal_is_taken_back_and_the_decision_stands() -> None:
    event = said(AppealWithdrawn, appeal=1, against=Against.REFUSAL, **ZOE)
    assert "stands" in body(event)


def test_names_the_gaps_and_the_last_day_for_the_answer() -> None:
    read = body(asked)
    for part in ("radiation safety", "stops in 2019", "18 January 2027"):
        assert part in read


def test_confirms_a_withdrawal_without_a_word_of_a_concern() -> None:
    read = body(withdrawn)
    assert "withdrawn" in read
    assert "concern" not in read


def test_says_when_an_appeal_is_to_be_decided() -> None:
    assert "1 February 2027" in body(lodged)


@pytest.mark.parametrize(
    ("outcome", "part"),
    [
        (AppealOutcome.UPHELD, "Nuclear Medicine"),
        (AppealOutcome.DISMISSED, "stands"),
        (AppealOutcome.SENT_BACK, "afresh"),
    ],
)
def test_says_what_the_panel_decided(outcome: AppealOutcome, part: str) -> None:
    assert part in body(decided.model_copy(update={"outcome": outcome}))


def test_names_no_member_of_the_panel() -> None:
    assert "panel-1" not in body(decided)


def test_tells_nobody_once_the_person_is_erased() -> None:
    erased = dict.fromkeys(ZOE)
    for event in (asked, withdrawn, lodged, decided):
        assert not owed_for(event.model_copy(update=erased))
