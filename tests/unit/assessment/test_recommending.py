"""Recommending."""

from services.assessment.assessing.accepting import give_recommendation
from services.assessment.assessing.decider import ASSESSMENT
from services.assessment.assessing.subscribers import deadlines
from shared.capability import ClearDeadline
from shared.contracts.assessment import (
    AssessmentConcluded,
    GiveRecommendation,
    Outcome,
    Recommendation,
)
from shared.contracts.judging import DisagreementFound
from tests.support.assessment import (
    ANNA,
    APPLICATION_ID,
    ASSESSMENT_ID,
    ASSIGNED,
    BEN,
    CARA,
    OPENED,
    POSTPONED,
    asked,
    given_by,
    recommend,
)
from tests.support.given import Given

given = Given(ASSESSMENT)
ACCEPT, REFUSE = Recommendation.ACCEPT, Recommendation.REFUSE


def concluded(outcome: Outcome) -> AssessmentConcluded:
    return AssessmentConcluded(
        assessment_id=ASSESSMENT_ID,
        application_id=APPLICATION_ID,
        outcome=outcome,
        assessors=(ANNA, BEN),
    )


def test_is_recorded_with_its_reasons() -> None:
    command = recommend(ANNA, ACCEPT, "The portfolio is complete.")
    expected = given_by(ANNA, ACCEPT, "The portfolio is complete.")
    given(OPENED, ASSIGNED).when(command).then(expected)


def test_concludes_the_case_when_all_have_spoken() -> None:
    given(OPENED, ASSIGNED, given_by(ANNA)).when(recommend(BEN)).then(
        given_by(BEN), concluded(Outcome.ACCEPT)
    )


def test_concludes_with_a_refusal_where_all_refuse() -> None:
    given(OPENED, ASSIGNED, given_by(BEN, REFUSE)).when(recommend(ANNA, REFUSE)).then(
        given_by(ANNA, REFUSE), concluded(Outcome.REFUSE)
    )


def test_finds_a_disagreement_where_they_differ() -> None:
    differ = DisagreementFound(
        assessment_id=ASSESSMENT_ID,
        application_id=APPLICATION_ID,
        round=1,
        standards=(),
        judged=0,
    )
    given(OPENED, ASSIGNED, given_by(ANNA, REFUSE)).when(recommend(BEN)).then(
        given_by(BEN), differ
    )


def test_is_refused_to_somebody_else() -> None:
    given(OPENED, ASSIGNED).when(recommend(CARA)).then_refused("not-assigned")


def test_is_refused_to_somebody_else_when_all_is_said() -> None:
    history = (OPENED, ASSIGNED, given_by(ANNA), given_by(BEN))
    given(*history, concluded(Outcome.ACCEPT)).when(recommend(CARA)).then_refused(
        "not-assigned"
    )


def test_is_refused_before_the_case_has_assessors() -> None:
    given(OPENED, POSTPONED).when(recommend(ANNA)).then_refused("not-assigned")


def test_does_not_tell_a_case_of_others_from_none_at_all() -> None:
    given().when(recommend(ANNA)).then_refused("not-assigned")


def test_changes_nothing_the_second_time() -> None:
    history = (OPENED, ASSIGNED, given_by(ANNA, ACCEPT, "Good."))
    again = recommend(ANNA, ACCEPT, "Good.", on_record="Good.")
    given(*history).when(again).then_nothing()


def test_changes_nothing_the_second_time_in_a_concluded_case() -> None:
    history = (OPENED, ASSIGNED, given_by(ANNA), given_by(BEN))
    given(*history, concluded(Outcome.ACCEPT)).when(recommend(ANNA)).then_nothing()


def test_is_locked_against_another_opinion() -> None:
    given(OPENED, ASSIGNED, given_by(ANNA)).when(recommend(ANNA, REFUSE)).then_refused(
        "already-given"
    )


def test_is_locked_against_other_reasons() -> None:
    again = recommend(ANNA, ACCEPT, "Better.", on_record="Good.")
    given(OPENED, ASSIGNED, given_by(ANNA)).when(again).then_refused("already-given")


def test_is_refused_with_reasons_too_long_to_keep() -> None:
    given(OPENED, ASSIGNED).when(recommend(ANNA, ACCEPT, "x" * 5_001)).then_refused(
        "reasons-unreadable"
    )


def test_is_refused_with_reasons_that_are_not_text() -> None:
    given(OPENED, ASSIGNED).when(recommend(ANNA, ACCEPT, "a\0b")).then_refused(
        "reasons-unreadable"
    )


def test_is_always_in_the_name_of_its_sender() -> None:
    wanted = GiveRecommendation(assessment_id=ASSESSMENT_ID, recommendation=ACCEPT)
    assert give_recommendation(wanted, asked(BEN)).assessor_id == BEN


def test_ends_the_target_date_with_the_case() -> None:
    stream = f"assessment/{ASSESSMENT_ID}"
    assert deadlines(concluded(Outcome.ACCEPT)) == [
        ClearDeadline(stream, "recommendation-due"),
        ClearDeadline(stream, "moderation-due"),
    ]
