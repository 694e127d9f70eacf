"""A third assessor."""

from services.assessment.assessing.decider import ASSESSMENT
from shared.contracts.assessment import Outcome
from shared.contracts.judging import Moderation
from tests.support.assessment import ANNA, BEN, CARA
from tests.support.given import Given
from tests.support.judging import (
    ACCEPT,
    ALL_MET,
    FURTHER,
    NOT_MET,
    PARTLY,
    REFUSE,
    STARTED,
    begun,
    concluded,
    differ,
    found,
    judge,
    judged,
    save,
)

given = Given(ASSESSMENT)
THIRD = Moderation.THIRD_ASSESSOR
THIN = found(records=NOT_MET)
DISPUTED = (*STARTED, judged(ANNA), judged(BEN, REFUSE, THIN), differ("records"))
ASKED = (*DISPUTED, begun(THIRD, CARA))
ALL_THREE = (ANNA, BEN, CARA)


def test_makes_a_majority() -> None:
    given(*ASKED).when(judge(CARA, REFUSE, THIN)).then(
        judged(CARA, REFUSE, THIN),
        concluded(Outcome.REFUSE, gaps=("records",), assessors=ALL_THREE),
    )


def test_leaves_out_the_gaps_of_who_is_outvoted() -> None:
    given(*ASKED).when(judge(CARA, ACCEPT, ALL_MET)).then(
        judged(CARA), concluded(Outcome.ACCEPT, assessors=ALL_THREE)
    )


def test_makes_no_majority_with_a_third_opinion() -> None:
    findings = found(safety=PARTLY)
    given(*ASKED).when(judge(CARA, FURTHER, findings)).then(
        judged(CARA, FURTHER, findings, gaps=("safety",)),
        differ("records", "safety", tried=(THIRD,)),
    )


def test_judges_every_standard_like_the_others() -> None:
    given(*ASKED).when(judge(CARA, ACCEPT, {})).then_refused("standard-not-judged")


def test_may_put_a_draft_aside() -> None:
    result = given(*ASKED).when(save(CARA, {"reasons": "So far."}))
    assert [type(event).__name__ for event in result.events] == ["AssessmentSaved"]


def test_speaks_once() -> None:
    history = (*ASKED, judged(CARA))
    given(*history).when(judge(CARA)).then_nothing()
    given(*history).when(judge(CARA, REFUSE, THIN)).then_refused("already-given")


def test_leaves_what_the_others_said_locked() -> None:
    given(*ASKED).when(judge(BEN)).then_refused("already-given")


def test_speaks_no_more_when_the_last_day_has_passed() -> None:
    history = (*ASKED, differ("records", tried=(THIRD,)))
    given(*history).when(judge(CARA)).then_refused("not-assigned")
