"""Discussing a disagreement."""

from services.assessment.assessing.commands.judgement import Words
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
    REFUSE,
    STARTED,
    begun,
    concluded,
    differ,
    found,
    judged,
    reconsider,
    reconsidered,
)

given = Given(ASSESSMENT)
DISCUSS, THIRD = Moderation.DISCUSS, Moderation.THIRD_ASSESSOR
THIN = found(records=NOT_MET)
DISPUTED = (*STARTED, judged(ANNA), judged(BEN, REFUSE, THIN), differ("records"))
DISCUSSED = (*DISPUTED, begun(DISCUSS, ANNA, BEN))
STANDING = reconsidered(ANNA, ACCEPT, ALL_MET, changed=False)
WORDS = Words("I have read it again.")


def test_lets_an_assessor_change_once_and_concludes_when_they_agree() -> None:
    changed = reconsidered(BEN, ACCEPT, ALL_MET, changed=True)
    given(*DISCUSSED).when(reconsider(BEN, ACCEPT, ALL_MET)).then(
        changed, concluded(Outcome.ACCEPT)
    )


def test_lets_an_assessor_stand_by_what_was_found() -> None:
    given(*DISCUSSED).when(reconsider(ANNA, ACCEPT)).then(STANDING)


def test_goes_on_to_the_next_way_where_both_stand() -> None:
    given(*DISCUSSED, STANDING).when(reconsider(BEN, REFUSE)).then(
        reconsidered(BEN, REFUSE, THIN, changed=False),
        differ("records", tried=(DISCUSS,)),
    )


def test_needs_reasons() -> None:
    silent = reconsider(ANNA, ACCEPT, reasons="  ")
    given(*DISCUSSED).when(silent).then_refused("reasons-missing")


def test_needs_reasons_for_what_is_no_longer_met() -> None:
    command = reconsider(ANNA, REFUSE, {"safety": NOT_MET})
    bare = command.__class__(
        command.assessment_id,
        command.assessor_id,
        command.judgement,
        WORDS,
        command.now,
    )
    given(*DISCUSSED).when(bare).then_refused("reasons-missing")


def test_must_follow_from_the_findings_that_stand() -> None:
    given(*DISCUSSED).when(reconsider(BEN, ACCEPT)).then_refused("standard-not-met")
    given(*DISCUSSED).when(reconsider(ANNA, FURTHER)).then_refused("no-gaps")


def test_is_refused_a_second_time_with_something_else() -> None:
    other = reconsider(ANNA, REFUSE, THIN)
    given(*DISCUSSED, STANDING).when(other).then_refused("not-your-turn")


def test_changes_nothing_the_second_time() -> None:
    again = reconsider(ANNA, ACCEPT, on_record=WORDS)
    given(*DISCUSSED, STANDING).when(again).then_nothing()


def test_is_refused_where_nothing_is_discussed() -> None:
    third = (*DISPUTED, begun(THIRD, CARA))
    given(*third).when(reconsider(ANNA, ACCEPT)).then_refused("not-your-turn")
    given(*STARTED, judged(ANNA)).when(reconsider(ANNA, ACCEPT)).then_refused(
        "not-your-turn"
    )


def test_is_refused_to_somebody_else() -> None:
    given(*DISCUSSED).when(reconsider(CARA, ACCEPT)).then_refused("not-assigned")
    given().when(reconsider(ANNA, ACCEPT)).then_refused("not-assigned")
