"""Another round after further information."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

from services.assessment.assessing.accepting import on_further_information_received
from services.assessment.assessing.commands import (
    Declared,
    Parties,
    Reopen,
    TakeOff,
)
from services.assessment.assessing.decider import ASSESSMENT
from services.assessment.assessing.rules.likeness import plain
from services.assessment.assessing.subscribers import deadlines
from shared.capability import SetDeadline
from shared.contracts.assessment import (
    AssessmentConcluded,
    AssignmentPostponed,
    Outcome,
)
from shared.contracts.assigning import (
    AssessorJoined,
    AssessorRecused,
    AssessorsReminded,
    Considered,
)
from shared.contracts.further_information import FurtherInformationReceived
from shared.contracts.judging import AssessmentReopened, Moderation
from tests.support.assessment import (
    ANNA,
    APPLICATION_ID,
    ASSESSMENT_ID,
    BEN,
    CARA,
    DUE_AT,
    NOW,
    POLICY,
    TODAY,
    asked,
    assign_again,
    overdue,
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
    joined,
    judge,
    judged,
    reopen,
    reopened,
    without,
)

given = Given(ASSESSMENT)


def _thought(*free: str, unfit: Mapping[str, str]) -> tuple[Considered, ...]:
    taken = [
        Considered(
            assessor_id=one, reason="in-reserve" if rank > 1 else "assigned", rank=rank
        )
        for rank, one in enumerate(free, start=1)
    ]
    others = [
        Considered(assessor_id=one, reason=unfit[one], rank=0) for one in sorted(unfit)
    ]
    return (*taken, *others)


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
    given(*FIRST_ROUND).when(reopen("records", pool=pool)).then(
        reopened("records", assessors=(BEN,)),
        joined(CARA, _thought(CARA, DORA, unfit={BEN: "on-the-case"})),
    )


def test_replaces_who_has_a_conflict_since() -> None:
    declared = Declared(employers=plain("Northern Trust"))
    pool = tuple(
        replace(one, declared=declared) if one.assessor_id in (ANNA, CARA) else one
        for one in EVERYBODY
    )
    parties = Parties(employers=plain("Northern Trust"))
    unfit = {ANNA: "had-a-part", BEN: "on-the-case", CARA: "same-employer"}
    given(*FIRST_ROUND).when(reopen("records", pool=pool, parties=parties)).then(
        reopened("records", assessors=(BEN,)),
        joined(DORA, _thought(DORA, unfit=unfit)),
    )


def test_goes_to_who_is_on_leave_all_the_same() -> None:
    pool = tuple(replace(one, on_leave=True) for one in EVERYBODY)
    given(*FIRST_ROUND).when(reopen("records", pool=pool)).then(reopened("records"))


def test_keeps_a_seat_vacant_until_somebody_is_free() -> None:
    pool = without(EVERYBODY, ANNA, CARA, DORA)
    waits = AssignmentPostponed(
        assessment_id=ASSESSMENT_ID,
        needed=1,
        free=0,
        next_try_at=NOW + timedelta(minutes=POLICY.retry_minutes),
    )
    begins = reopened("records", assessors=(BEN,))
    given(*FIRST_ROUND).when(reopen("records", pool=pool)).then(begins, waits)
    history = (*FIRST_ROUND, begins, waits)
    again = replace(assign_again(pool=without(EVERYBODY, ANNA)), now=NOW)
    given(*history).when(again).then(
        joined(CARA, _thought(CARA, DORA, unfit={BEN: "on-the-case"}))
    )
    alone = judge(BEN, findings={"records": MET})
    given(*history).when(alone).then(judged(BEN, findings={"records": MET}, round_=2))


def test_is_given_back_like_a_first_one() -> None:
    taken = TakeOff(
        assessment_id=ASSESSMENT_ID,
        assessor_id=ANNA,
        reason="no-time",
        by_registrar=False,
        actor=ANNA,
        today=TODAY,
        policy=POLICY,
        now=NOW,
        pool=EVERYBODY,
    )
    (left, joins) = given(*SECOND_ROUND).when(taken).events
    assert isinstance(left, AssessorRecused)
    assert isinstance(joins, AssessorJoined)
    assert joins.assessor_id == CARA
    history = (*SECOND_ROUND, left, joins, judged(BEN, findings={"records": MET}))
    (_, over) = given(*history).when(judge(CARA, findings={"records": MET})).events
    # Who judged the first round has had a part in the case, and decides nothing.
    assert isinstance(over, AssessmentConcluded)
    assert set(over.assessors) == {ANNA, BEN, CARA}


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
    given(*history).when(reopen("records", pool=pool)).then(
        reopened("records", assessors=(BEN,)),
        joined(DORA, _thought(DORA, unfit={BEN: "on-the-case", CARA: "had-a-part"})),
    )


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


def test_reminds_and_escalates_by_its_own_target() -> None:
    event = on_further_information_received(
        FurtherInformationReceived(
            application_id=APPLICATION_ID,
            assessment_id=ASSESSMENT_ID,
            round=1,
            gaps=GAPS,
        ),
        asked(),
    )
    (begins,) = given(*FIRST_ROUND).when(replace(event[0], pool=EVERYBODY)).events
    assert isinstance(begins, AssessmentReopened)
    assert begins.remind_at
    assert begins.escalate_at
    (change,) = deadlines(begins)
    assert isinstance(change, SetDeadline)
    assert change.due_at == begins.remind_at[0]
    asks = overdue(begins.remind_at[0])
    (reminded,) = given(*FIRST_ROUND, begins).when(asks).events
    assert isinstance(reminded, AssessorsReminded)
    assert reminded.missing == (ANNA, BEN)


def test_has_a_target_of_its_own() -> None:
    stream = f"assessment/{ASSESSMENT_ID}"
    assert deadlines(reopened("records")) == [
        SetDeadline(stream, "recommendation-due", DUE_AT)
    ]
