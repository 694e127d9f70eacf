"""Saving a draft of one's assessment."""

import pytest

from services.assessment.assessing.decider import ASSESSMENT
from shared.contracts.judging import AssessmentSaved
from tests.support.assessment import ANNA, APPLICATION_ID, ASSESSMENT_ID, BEN, CARA
from tests.support.given import Given
from tests.support.judging import STARTED, close, judge, judged, save

given = Given(ASSESSMENT)
DRAFT = {"finding:records": "partly", "reasons:records": "Thin.", "reasons": "So far."}


def saved(draft: dict[str, str]) -> AssessmentSaved:
    return AssessmentSaved(
        assessment_id=ASSESSMENT_ID,
        application_id=APPLICATION_ID,
        assessor_id=ANNA,
        round=1,
        draft=draft,
    )


def test_puts_it_aside_unfinished_as_it_is() -> None:
    given(*STARTED).when(save(ANNA, DRAFT)).then(saved(DRAFT))


def test_replaces_the_one_before() -> None:
    more = {**DRAFT, "recommendation": "refuse"}
    given(*STARTED, saved(DRAFT)).when(save(ANNA, more, DRAFT)).then(saved(more))


def test_changes_nothing_the_second_time() -> None:
    given(*STARTED, saved(DRAFT)).when(save(ANNA, DRAFT, DRAFT)).then_nothing()


def test_leaves_the_assessment_to_be_given() -> None:
    given(*STARTED, saved(DRAFT)).when(judge(ANNA)).then(judged(ANNA))


def test_is_refused_when_it_is_given() -> None:
    given(*STARTED, judged(ANNA)).when(save(ANNA, DRAFT)).then_refused("already-given")


def test_is_refused_to_somebody_else() -> None:
    given(*STARTED).when(save(CARA, DRAFT)).then_refused("not-assigned")


def test_is_refused_when_the_case_is_closed() -> None:
    history = ASSESSMENT.decide(close(), ASSESSMENT.fold(STARTED))
    given(*STARTED, *history).when(save(BEN, DRAFT)).then_refused("not-assigned")


@pytest.mark.parametrize(
    ("draft", "code"),
    [
        ({"finding:singing": "met"}, "answer-not-asked"),
        ({"address": "1 High Street"}, "answer-not-asked"),
        ({"reasons": "a\0b"}, "reasons-unreadable"),
        ({"reasons": "x" * 5_001}, "reasons-unreadable"),
    ],
)
def test_is_refused_with_what_no_form_asks_for(
    draft: dict[str, str], code: str
) -> None:
    given(*STARTED).when(save(ANNA, draft)).then_refused(code)
