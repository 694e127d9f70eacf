"""The judgement of the story's people."""

from collections import Counter
from uuid import UUID

from cli.demo.judgement import (
    CYCLE,
    decision,
    differ,
    recommendation,
    second_thought,
)
from shared.contracts.applications import Decision
from shared.contracts.assessment import Outcome, Recommendation
from shared.contracts.judging import SubmitAssessment

CASE = UUID("0b9f4c5e-6f0e-5f3c-9d6d-2f9f0c1d7a11")


def voices(place: int) -> tuple[Recommendation, ...]:
    return tuple(
        recommendation(place, assessor, CASE).recommendation for assessor in (0, 1)
    )


def test_is_mostly_to_accept() -> None:
    counted = Counter(voices(place) for place in range(CYCLE))
    accept, refuse = Recommendation.ACCEPT, Recommendation.REFUSE
    assert counted == {
        (accept, accept): CYCLE - 2,
        (refuse, refuse): 1,
        (accept, refuse): 1,
    }


def test_is_the_same_in_every_telling() -> None:
    assert recommendation(5, 0, CASE) == recommendation(5, 0, CASE)


def test_refuses_with_reasons_what_both_refuse() -> None:
    refused = decision(CASE, Outcome.REFUSE)
    assert refused.decision is Decision.REFUSE
    assert refused.reasons


def test_admits_the_others() -> None:
    assert decision(CASE, Outcome.ACCEPT).decision is Decision.ACCEPT
    assert decision(CASE, Outcome.DISAGREEMENT).decision is Decision.ACCEPT


def test_finds_a_standard_unmet_where_it_refuses() -> None:
    said = recommendation(5, 0, CASE, ("safety", "records"))
    assert isinstance(said, SubmitAssessment)
    assert said.findings == {"safety": "met", "records": "not-met"}


def test_comes_round_in_every_other_disagreement() -> None:
    assert differ(9)
    thoughts = [second_thought(number, 1, CASE).recommendation for number in (0, 1)]
    assert thoughts == [Recommendation.ACCEPT, Recommendation.REFUSE]
