"""Judging by standard."""

import pytest

from services.assessment.assessing.accepting import submit_assessment
from services.assessment.assessing.commands.judgement import Words
from services.assessment.assessing.decider import ASSESSMENT
from shared.contracts.assessment import Finding, Outcome, Recommendation
from shared.contracts.judging import SubmitAssessment
from tests.support.assessment import ANNA, ASSESSMENT_ID, BEN, CARA, asked, recommend
from tests.support.given import Given
from tests.support.judging import (
    ACCEPT,
    ALL_MET,
    FURTHER,
    NARROWER,
    NOT_MET,
    PARTLY,
    REFUSE,
    STARTED,
    concluded,
    found,
    judge,
    judged,
)

given = Given(ASSESSMENT)


def test_is_recorded_with_every_finding_and_its_reasons() -> None:
    findings = found(records=PARTLY)
    given(*STARTED).when(judge(ANNA, ACCEPT, findings)).then(
        judged(ANNA, ACCEPT, findings)
    )


def test_concludes_the_case_when_both_have_judged() -> None:
    given(*STARTED, judged(ANNA)).when(judge(BEN)).then(
        judged(BEN), concluded(Outcome.ACCEPT)
    )


def test_names_as_gaps_what_either_does_not_find_met() -> None:
    first, second = found(records=PARTLY), found(safety=NOT_MET)
    given(*STARTED, judged(ANNA, REFUSE, first)).when(judge(BEN, REFUSE, second)).then(
        judged(BEN, REFUSE, second),
        concluded(Outcome.REFUSE, gaps=("records", "safety")),
    )


def test_asks_for_information_on_all_that_is_not_met_unless_told() -> None:
    findings = found(records=PARTLY, safety=NOT_MET)
    given(*STARTED).when(judge(ANNA, FURTHER, findings)).then(
        judged(ANNA, FURTHER, findings, gaps=("records", "safety"))
    )


def test_asks_for_information_on_the_gaps_it_names() -> None:
    findings = found(records=PARTLY, safety=NOT_MET)
    first = judged(ANNA, FURTHER, findings, gaps=("safety",))
    given(*STARTED, first).when(judge(BEN, FURTHER, findings, gaps=("safety",))).then(
        judged(BEN, FURTHER, findings, gaps=("safety",)),
        concluded(Outcome.FURTHER_INFORMATION, gaps=("safety",)),
    )


def test_may_recommend_fewer_scopes() -> None:
    scopes = ("radiation-physics",)
    first = judged(ANNA, NARROWER, scopes=scopes)
    given(*STARTED, first).when(judge(BEN, NARROWER, scopes=scopes)).then(
        judged(BEN, NARROWER, scopes=scopes),
        concluded(Outcome.ACCEPT_NARROWER, scopes=scopes),
    )


def test_is_refused_where_a_standard_is_not_judged() -> None:
    some = {"communication": Finding.MET, "records": Finding.MET}
    given(*STARTED).when(judge(ANNA, ACCEPT, some)).then_refused("standard-not-judged")


def test_is_refused_as_a_recommendation_alone() -> None:
    given(*STARTED).when(recommend(ANNA)).then_refused("standard-not-judged")


def test_is_refused_where_a_standard_is_not_asked_for() -> None:
    more = {**ALL_MET, "singing": Finding.MET}
    given(*STARTED).when(judge(ANNA, ACCEPT, more)).then_refused("standard-not-asked")


@pytest.mark.parametrize("said", [{}, {"records": "  "}])
def test_is_refused_without_reasons_for_what_is_not_met(said: dict[str, str]) -> None:
    command = judge(ANNA, ACCEPT, found(records=PARTLY), by_standard=said)
    given(*STARTED).when(command).then_refused("reasons-missing")


def test_is_refused_with_reasons_too_long_to_keep() -> None:
    command = judge(ANNA, by_standard={"records": "x" * 5_001})
    given(*STARTED).when(command).then_refused("reasons-unreadable")


@pytest.mark.parametrize(
    ("recommendation", "findings", "code"),
    [
        (ACCEPT, found(safety=NOT_MET), "standard-not-met"),
        (REFUSE, ALL_MET, "nothing-unmet"),
        (FURTHER, ALL_MET, "no-gaps"),
        (NARROWER, ALL_MET, "scopes-not-narrower"),
    ],
)
def test_is_refused_where_the_recommendation_does_not_follow(
    recommendation: Recommendation, findings: dict[str, Finding], code: str
) -> None:
    given(*STARTED).when(judge(ANNA, recommendation, findings)).then_refused(code)


@pytest.mark.parametrize(
    "scopes", [("nuclear-medicine", "radiation-physics"), ("sonography",)]
)
def test_is_refused_with_scopes_that_are_not_fewer(scopes: tuple[str, ...]) -> None:
    command = judge(ANNA, NARROWER, scopes=scopes)
    given(*STARTED).when(command).then_refused("scopes-not-narrower")


def test_is_refused_with_scopes_where_all_are_accepted() -> None:
    command = judge(ANNA, ACCEPT, scopes=("nuclear-medicine",))
    given(*STARTED).when(command).then_refused("scopes-unasked")


def test_is_refused_with_gaps_that_are_found_met() -> None:
    command = judge(ANNA, FURTHER, found(safety=NOT_MET), gaps=("records",))
    given(*STARTED).when(command).then_refused("gap-not-found")


def test_is_refused_with_gaps_where_no_information_is_asked_for() -> None:
    command = judge(ANNA, ACCEPT, gaps=("records",))
    given(*STARTED).when(command).then_refused("gaps-unasked")


def test_is_refused_to_somebody_else() -> None:
    given(*STARTED).when(judge(CARA)).then_refused("not-assigned")


def test_changes_nothing_the_second_time() -> None:
    again = judge(ANNA, on_record=Words(None, {}))
    given(*STARTED, judged(ANNA)).when(again).then_nothing()


def test_is_locked_against_another_finding() -> None:
    other = judge(ANNA, ACCEPT, found(records=PARTLY))
    given(*STARTED, judged(ANNA)).when(other).then_refused("already-given")


def test_is_locked_against_other_reasons() -> None:
    other = judge(ANNA, reasons="Better.", on_record=Words("Good.", {}))
    given(*STARTED, judged(ANNA)).when(other).then_refused("already-given")


def test_is_always_in_the_name_of_its_sender() -> None:
    wanted = SubmitAssessment(
        assessment_id=ASSESSMENT_ID, recommendation=ACCEPT, findings=ALL_MET
    )
    assert submit_assessment(wanted, asked(BEN)).assessor_id == BEN
