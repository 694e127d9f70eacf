"""Adjudicating a disagreement as lead assessor."""

import pytest

from services.assessment.assessing.commands.judgement import Words
from services.assessment.assessing.decider import ASSESSMENT
from shared.contracts.assessment import Outcome
from shared.contracts.judging import Moderation
from tests.support.assessment import ANNA, BEN, CARA
from tests.support.given import Given
from tests.support.judging import (
    ACCEPT,
    DORA,
    MET,
    NOT_MET,
    PARTLY,
    REFUSE,
    STARTED,
    adjudicate,
    adjudicated,
    begun,
    concluded,
    differ,
    found,
    judge,
    judged,
)

given = Given(ASSESSMENT)
LEAD = Moderation.LEAD_ASSESSOR
FIRST = judged(ANNA, ACCEPT, found(safety=PARTLY))
SECOND = judged(BEN, REFUSE, found(safety=PARTLY, records=NOT_MET))
DISPUTED = (*STARTED, FIRST, SECOND, differ("records"))
WITH_LEAD = (*DISPUTED, begun(LEAD, DORA))
ALL_THREE = (ANNA, BEN, DORA)


def test_settles_what_is_in_dispute_and_leaves_the_rest() -> None:
    given(*WITH_LEAD).when(adjudicate(DORA, ACCEPT, {"records": MET})).then(
        adjudicated(DORA, ACCEPT, {"records": MET}),
        concluded(Outcome.ACCEPT, gaps=("safety",), assessors=ALL_THREE),
    )


def test_may_end_in_a_refusal() -> None:
    given(*WITH_LEAD).when(adjudicate(DORA, REFUSE, {"records": NOT_MET})).then(
        adjudicated(DORA, REFUSE, {"records": NOT_MET}),
        concluded(Outcome.REFUSE, gaps=("records", "safety"), assessors=ALL_THREE),
    )


def test_is_refused_on_what_is_not_in_dispute() -> None:
    both = adjudicate(DORA, ACCEPT, {"records": MET, "safety": MET})
    given(*WITH_LEAD).when(both).then_refused("standard-not-asked")


def test_is_refused_where_something_in_dispute_is_left() -> None:
    given(*WITH_LEAD).when(adjudicate(DORA, ACCEPT, {})).then_refused(
        "standard-not-judged"
    )


def test_needs_reasons_for_each_standard_in_dispute() -> None:
    bare = adjudicate(DORA, ACCEPT, {"records": MET}, by_standard={})
    given(*WITH_LEAD).when(bare).then_refused("reasons-missing")


def test_needs_reasons_on_the_whole() -> None:
    silent = adjudicate(DORA, ACCEPT, {"records": MET}, reasons=None)
    given(*WITH_LEAD).when(silent).then_refused("reasons-missing")


def test_must_follow_from_its_findings() -> None:
    wrong = adjudicate(DORA, ACCEPT, {"records": NOT_MET})
    given(*WITH_LEAD).when(wrong).then_refused("standard-not-met")


@pytest.mark.parametrize("other", [CARA, "actor-nobody"])
def test_is_refused_to_somebody_else(other: str) -> None:
    command = adjudicate(other, ACCEPT, {"records": MET})
    given(*WITH_LEAD).when(command).then_refused("not-assigned")


def test_is_refused_to_the_assessors_themselves() -> None:
    command = adjudicate(ANNA, ACCEPT, {"records": MET})
    given(*WITH_LEAD).when(command).then_refused("not-your-turn")


def test_is_refused_before_the_lead_assessor_has_the_word() -> None:
    command = adjudicate(DORA, ACCEPT, {"records": MET})
    given(*DISPUTED).when(command).then_refused("not-assigned")


def test_does_not_let_a_lead_assessor_judge_like_a_third() -> None:
    given(*WITH_LEAD).when(judge(DORA)).then_refused("not-assigned")


def test_changes_nothing_the_second_time() -> None:
    command = adjudicate(DORA, ACCEPT, {"records": MET})
    history = (
        *WITH_LEAD,
        adjudicated(DORA, ACCEPT, {"records": MET}),
        concluded(Outcome.ACCEPT, gaps=("safety",), assessors=ALL_THREE),
    )
    on_record = Words("Weighed.", {"records": "Weighed."})
    again = adjudicate(DORA, ACCEPT, {"records": MET}, on_record=on_record)
    given(*history).when(again).then_nothing()
    given(*history).when(command).then_refused("not-your-turn")
