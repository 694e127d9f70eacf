"""Leaving a case, and taking a seat of it."""

from dataclasses import replace

from services.assessment.assessing.commands import (
    Claim,
    Declared,
    Parties,
    PoolMember,
    TakeOff,
)
from services.assessment.assessing.commands.judgement import Judgement
from services.assessment.assessing.decider import ASSESSMENT
from services.assessment.assessing.rules.likeness import folded
from services.assessment.assessing.state import UnderAssessment
from services.assessment.assessing.subscribers import (
    claim_case,
    reassign_case,
    recuse_from_case,
)
from shared.contracts.assessment import (
    AssessmentConcluded,
    AssignmentPostponed,
    Outcome,
    Recommendation,
)
from shared.contracts.assigning import (
    AssessorJoined,
    AssessorRecused,
    ClaimCase,
    Joining,
    ReassignCase,
    Reassignment,
    Recusal,
    RecuseFromCase,
)
from tests.support.assessment import (
    ANNA,
    APPLICATION_ID,
    ASSESSMENT_ID,
    ASSIGNED,
    BEN,
    CARA,
    DUE_AT,
    NOW,
    OPENED,
    PERSON_ID,
    POLICY,
    POOL,
    POSTPONED,
    TODAY,
    asked,
    assign_again,
    given_by,
    member,
    open_case,
    recommend,
)
from tests.support.given import Given

given = Given(ASSESSMENT)
DAN = "actor-dan"
PARTIES = Parties(applicants=folded("zoe@example.org"))


def recuse(
    who: str = BEN, pool: tuple[PoolMember, ...] = POOL, to: str | None = None
) -> TakeOff:
    return TakeOff(
        assessment_id=ASSESSMENT_ID,
        assessor_id=who,
        reason="no-time",
        by_registrar=to is not None,
        actor="actor-registrar",
        today=TODAY,
        policy=POLICY,
        now=NOW,
        explanation="A new job.",
        to=to,
        person_id=PERSON_ID,
        parties=PARTIES,
        pool=pool,
    )


def claim(who: str, pool: tuple[PoolMember, ...] = POOL) -> Claim:
    return Claim(ASSESSMENT_ID, who, TODAY, POLICY, NOW, PARTIES, pool)


LEFT = AssessorRecused(
    assessment_id=ASSESSMENT_ID,
    application_id=APPLICATION_ID,
    assessor_id=BEN,
    reason="no-time",
    person_id=PERSON_ID,
    explanation="A new job.",
)


def joined(who: str, how: Joining = Joining.REPLACEMENT) -> AssessorJoined:
    return AssessorJoined(
        assessment_id=ASSESSMENT_ID,
        application_id=APPLICATION_ID,
        assessor_id=who,
        reason=how,
        seats=2,
        due_at=DUE_AT,
    )


def without_thoughts(event: object) -> object:
    assert isinstance(event, AssessorJoined)
    return event.model_copy(update={"considered": (), "considered_more": 0})


def test_gives_it_to_another() -> None:
    (left, taken) = given(OPENED, ASSIGNED).when(recuse()).events
    assert left == LEFT
    assert without_thoughts(taken) == joined(CARA)


def test_says_why_not_those_who_were_on_it() -> None:
    (_, taken) = given(OPENED, ASSIGNED).when(recuse()).events
    assert isinstance(taken, AssessorJoined)
    said = {one.assessor_id: one.reason for one in taken.considered}
    assert said == {CARA: "assigned", ANNA: "on-the-case", BEN: "left-the-case"}


def test_leaves_what_the_other_gave_locked_and_unseen() -> None:
    history = (OPENED, ASSIGNED, given_by(ANNA), LEFT, joined(CARA))
    state = ASSESSMENT.fold(history)
    assert isinstance(state, UnderAssessment)
    assert state.given == {ANNA: Judgement(Recommendation.ACCEPT)}
    (_, concluded) = given(*history).when(recommend(CARA)).events
    assert concluded == AssessmentConcluded(
        assessment_id=ASSESSMENT_ID,
        application_id=APPLICATION_ID,
        outcome=Outcome.ACCEPT,
        assessors=(ANNA, CARA),
    )


def test_concludes_nothing_while_a_seat_is_vacant() -> None:
    (only,) = given(OPENED, ASSIGNED, LEFT).when(recommend(ANNA)).events
    assert only == given_by(ANNA).model_copy(update={"person_id": None})


def test_waits_where_nobody_else_is_free() -> None:
    (left, waits) = given(OPENED, ASSIGNED).when(recuse(pool=POOL[:2])).events
    assert left == LEFT
    assert isinstance(waits, AssignmentPostponed)
    assert (waits.needed, waits.free) == (1, 0)
    (taken,) = given(OPENED, ASSIGNED, LEFT, waits).when(assign_again()).events
    assert without_thoughts(taken) == joined(CARA)


def test_never_leads_back_to_it() -> None:
    again = assign_again(POOL[:2])
    (waits,) = given(OPENED, ASSIGNED, LEFT).when(again).events
    assert isinstance(waits, AssignmentPostponed)
    given(OPENED, ASSIGNED, LEFT).when(claim(BEN)).then_refused("left-the-case")


def test_happens_once() -> None:
    given(OPENED, ASSIGNED, LEFT, joined(CARA)).when(recuse()).then_nothing()


def test_is_refused_to_who_has_spoken() -> None:
    history = (OPENED, ASSIGNED, given_by(BEN))
    given(*history).when(recuse()).then_refused("already-given")


def test_is_refused_to_who_was_never_on_it_as_if_it_were_not_there() -> None:
    given(OPENED, ASSIGNED).when(recuse(DAN)).then_refused("not-assigned")
    given().when(recuse(DAN)).then_refused("not-assigned")


def test_by_the_registrar_gives_it_to_whom_they_name() -> None:
    (left, taken) = given(OPENED, ASSIGNED).when(recuse(to=CARA)).events
    assert left == LEFT
    assert without_thoughts(taken) == joined(CARA, Joining.NAMED_BY_REGISTRAR)


def test_by_the_registrar_is_checked_for_conflicts_like_any_other() -> None:
    zoe = Declared(addresses=folded("zoe@example.org"))
    pool = (*POOL[:2], member(CARA, declared=zoe))
    given(OPENED, ASSIGNED).when(recuse(pool=pool, to=CARA)).then_refused("applicant")
    given(OPENED, ASSIGNED).when(recuse(to=DAN)).then_refused("not-in-the-pool")
    given(OPENED, ASSIGNED).when(recuse(to=ANNA)).then_refused("on-the-case")


def test_by_the_registrar_is_never_for_themself() -> None:
    command = replace(recuse(to="actor-registrar"), pool=(member("actor-registrar"),))
    given(OPENED, ASSIGNED).when(command).then_refused("own-case")


def test_of_claimed_cases_opens_the_seat_to_a_claim() -> None:
    (taken,) = given(OPENED, ASSIGNED, LEFT).when(claim(CARA)).events
    assert without_thoughts(taken) == joined(CARA, Joining.CLAIMED)


def test_is_not_needed_where_cases_wait_to_be_claimed() -> None:
    command = replace(open_case(), policy=replace(POLICY, claimed=True))
    given().when(command).then(OPENED)
    (first,) = given(OPENED).when(claim(ANNA)).events
    assert without_thoughts(first) == joined(ANNA, Joining.CLAIMED)
    (second,) = given(OPENED, joined(ANNA)).when(claim(BEN)).events
    assert without_thoughts(second) == joined(BEN, Joining.CLAIMED)


def test_a_claim_is_taken_once() -> None:
    given(OPENED, joined(ANNA)).when(claim(ANNA)).then_nothing()


def test_a_claim_is_refused_where_no_seat_is_free_as_if_it_were_not_there() -> None:
    given(OPENED, ASSIGNED).when(claim(CARA)).then_refused("not-open-to-claims")
    given().when(claim(CARA)).then_refused("not-open-to-claims")


def test_a_claim_is_refused_where_there_is_a_conflict() -> None:
    zoe = Declared(addresses=folded("zoe@example.org"))
    pool = (member(ANNA, declared=zoe), member(BEN, on_leave=True))
    given(OPENED).when(claim(ANNA, pool)).then_refused("applicant")
    given(OPENED).when(claim(BEN, pool)).then_refused("on-leave")
    given(OPENED).when(claim(CARA, pool)).then_refused("not-in-the-pool")


def test_a_claim_works_for_a_case_that_waited() -> None:
    (taken,) = given(OPENED, POSTPONED).when(claim(ANNA)).events
    assert isinstance(taken, AssessorJoined)
    assert taken.due_at == DUE_AT


def test_is_asked_for_oneself_or_by_the_registrar() -> None:
    wanted = RecuseFromCase(assessment_id=ASSESSMENT_ID, reason=Recusal.ILLNESS)
    own = recuse_from_case(wanted, asked(ANNA))
    assert (own.assessor_id, own.by_registrar, own.to) == (ANNA, False, None)
    taken = reassign_case(
        ReassignCase(
            assessment_id=ASSESSMENT_ID,
            assessor_id=ANNA,
            reason=Reassignment.NOT_ANSWERING,
            to=CARA,
        ),
        asked("actor-registrar"),
    )
    assert (taken.assessor_id, taken.by_registrar, taken.to) == (ANNA, True, CARA)
    claimed = claim_case(ClaimCase(assessment_id=ASSESSMENT_ID), asked(ANNA))
    assert claimed.assessor_id == ANNA
