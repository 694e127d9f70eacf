"""Another round after further information."""

from services.assessment.assessing.accepting import on_further_information_received
from services.assessment.assessing.commands import Reopen
from services.assessment.assessing.decider import ASSESSMENT
from services.assessment.assessing.subscribers import deadlines
from shared.capability import SetDeadline
from shared.contracts.assessment import AssignmentPostponed, Outcome
from shared.contracts.assigning import AssessorJoined
from shared.contracts.further_information import FurtherInformationReceived
from shared.contracts.judging import Moderation
from tests.support.assessment import (
    ANNA,
    APPLICATION_ID,
    ASSESSMENT_ID,
    BEN,
    CARA,
    DUE_AT,
    asked,
)
from tests.support.given import Given
from tests.support.judging import (
    DORA,
    EVERYBODY,
    FURTHER,
    MET,
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
    reopen,
    reopened,
    without,
)

given = Given(ASSESSMENT)
THIN = found(records=PARTLY)
GAPS = ("records",)
FIRST_ROUND = (
    *STARTED,
    judged(ANNA, FURTHER, THIN, gaps=GAPS),
    judged(BEN, FURTHER, THIN, gaps=GAPS),
    concluded(Outcome.FURTHER_INFORMATION, gaps=GAPS),
)
SECOND_ROUND = (*FIRST_ROUND, reopened("records"))


def test_goes_to_the_same_assessors() -> None:
    given(*FIRST_ROUND).when(reopen("records")).then(reopened("records"))


def test_is_asked_for_by_the_applicant_s_answer() -> None:
    event = FurtherInformationReceived(
        application_id=APPLICATION_ID, assessment_id=ASSESSMENT_ID, round=1, gaps=GAPS
    )
    (command,) = on_further_information_received(event, asked())
    assert isinstance(command, Reopen)
    assert (command.assessment_id, command.gaps) == (ASSESSMENT_ID, GAPS)


def test_judges_the_gaps_alone() -> None:
    given(*SECOND_ROUND).when(judge(ANNA, findings={"records": MET})).then(
        judged(ANNA, findings={"records": MET}, round_=2)
    )
    given(*SECOND_ROUND).when(judge(ANNA)).then_refused("standard-not-asked")


def test_is_concluded_like_the_first() -> None:
    first = judged(ANNA, findings={"records": MET}, round_=2)
    given(*SECOND_ROUND, first).when(judge(BEN, findings={"records": MET})).then(
        judged(BEN, findings={"records": MET}, round_=2),
        concluded(Outcome.ACCEPT, round_=2),
    )


def test_waits_for_both_again() -> None:
    given(*SECOND_ROUND).when(judge(BEN, REFUSE, {"records": NOT_MET})).then(
        judged(BEN, REFUSE, {"records": NOT_MET}, round_=2)
    )


def test_replaces_who_has_left_the_pool() -> None:
    pool = without(EVERYBODY, ANNA)
    result = given(*FIRST_ROUND).when(reopen("records", pool=pool))
    again, joining = result.events
    assert again == reopened("records", assessors=(BEN,))
    assert isinstance(joining, AssessorJoined)
    assert joining.assessor_id == CARA


def test_looks_again_where_nobody_can_replace_them() -> None:
    pool = without(EVERYBODY, ANNA, CARA, DORA)
    result = given(*FIRST_ROUND).when(reopen("records", pool=pool))
    again, postponed = result.events
    assert again == reopened("records", assessors=(BEN,))
    assert isinstance(postponed, AssignmentPostponed)


def test_waits_for_the_seat_that_is_free() -> None:
    alone = (*FIRST_ROUND, reopened("records", assessors=(BEN,)))
    given(*alone).when(judge(BEN, findings={"records": MET})).then(
        judged(BEN, findings={"records": MET}, round_=2)
    )


def test_replaces_nobody_by_who_had_a_part_in_it() -> None:
    history = (
        *STARTED,
        judged(ANNA),
        judged(BEN, REFUSE, found(records=NOT_MET)),
        differ("records"),
        begun(Moderation.THIRD_ASSESSOR, CARA),
        judged(CARA, REFUSE, found(records=NOT_MET)),
        concluded(Outcome.REFUSE, gaps=GAPS, assessors=(ANNA, BEN, CARA)),
    )
    pool = without(EVERYBODY, ANNA)
    _, joining = given(*history).when(reopen("records", pool=pool)).events
    assert isinstance(joining, AssessorJoined)
    assert joining.assessor_id == DORA


def test_happens_once_for_an_answer() -> None:
    given(*SECOND_ROUND).when(reopen("records")).then_nothing()
    later = (
        *SECOND_ROUND,
        judged(ANNA, findings={"records": MET}, round_=2),
        judged(BEN, findings={"records": MET}, round_=2),
        concluded(Outcome.ACCEPT, round_=2),
    )
    given(*later).when(reopen("records")).then_nothing()


def test_begins_nothing_before_the_first_is_over() -> None:
    given(*STARTED).when(reopen("records")).then_nothing()
    given().when(reopen("records")).then_nothing()


def test_has_a_target_of_its_own() -> None:
    stream = f"assessment/{ASSESSMENT_ID}"
    assert deadlines(reopened("records")) == [
        SetDeadline(stream, "recommendation-due", DUE_AT)
    ]
