"""Leaving a case that is moderated."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from services.assessment.assessing.commands import TakeOff
from services.assessment.assessing.decider import ASSESSMENT
from services.assessment.assessing.deciding.events import Event
from shared.contracts.assessment import AssessmentOverdue
from shared.contracts.assigning import AssessorRecused
from shared.contracts.judging import Moderation
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
    overdue,
)
from tests.support.given import Given
from tests.support.judging import (
    DORA,
    EVERYBODY,
    NOT_MET,
    REFUSE,
    STARTED,
    begun,
    differ,
    found,
    judge,
    judged,
    thought,
)

given = Given(ASSESSMENT)
DISCUSS, THIRD = Moderation.DISCUSS, Moderation.THIRD_ASSESSOR
LEAD = Moderation.LEAD_ASSESSOR
THIN = found(records=NOT_MET)
DISPUTED = (*STARTED, judged(ANNA), judged(BEN, REFUSE, THIN), differ("records"))


def taken_off(who: str, to: str | None = None) -> TakeOff:
    return TakeOff(
        assessment_id=ASSESSMENT_ID,
        assessor_id=who,
        reason="no-time",
        by_registrar=to is not None,
        actor="actor-registrar",
        today=TODAY,
        policy=POLICY,
        now=NOW,
        to=to,
        pool=EVERYBODY,
    )


def left(who: str) -> AssessorRecused:
    return AssessorRecused(
        assessment_id=ASSESSMENT_ID,
        application_id=APPLICATION_ID,
        assessor_id=who,
        reason="no-time",
    )


def test_has_the_same_way_gone_with_another() -> None:
    history = (*DISPUTED, begun(THIRD, CARA))
    given(*history).when(taken_off(CARA)).then(left(CARA), differ("records"))


def test_keeps_what_came_to_nothing_before() -> None:
    tried = differ("records", tried=(DISCUSS, THIRD))
    history = (*DISPUTED, begun(DISCUSS, ANNA, BEN), tried, begun(LEAD, DORA))
    given(*history).when(taken_off(DORA)).then(left(DORA), tried)


def test_may_name_who_comes_instead_if_they_could_have_it() -> None:
    history = (*DISPUTED, begun(THIRD, CARA))
    given(*history).when(taken_off(CARA, to=DORA)).then(
        left(CARA), begun(THIRD, DORA, considered=thought(DORA))
    )
    given(*history).when(taken_off(CARA, to=BEN)).then_refused("on-the-case")
    history = (*DISPUTED, begun(LEAD, DORA))
    given(*history).when(taken_off(DORA, to=CARA)).then_refused("not-a-lead")


def test_is_no_way_out_of_what_is_given_and_locked() -> None:
    histories: Sequence[tuple[Event, ...]] = (
        DISPUTED,
        (*DISPUTED, begun(DISCUSS, ANNA, BEN)),
        (*DISPUTED, begun(THIRD, CARA)),
    )
    for history in histories:
        given(*history).when(taken_off(ANNA)).then_refused("already-given")


def test_changes_nothing_the_second_time() -> None:
    history = (*DISPUTED, begun(THIRD, CARA), left(CARA), differ("records"))
    given(*history).when(taken_off(CARA)).then_nothing()


def test_lets_nobody_come_back_to_judge() -> None:
    history = (*DISPUTED, begun(THIRD, CARA), left(CARA), differ("records"))
    given(*history).when(judge(CARA)).then_refused("not-assigned")


def test_is_for_nobody_who_is_not_on_it() -> None:
    history = (*DISPUTED, begun(THIRD, CARA))
    given(*history).when(taken_off(DORA)).then_refused("not-assigned")


def test_leaves_the_target_running() -> None:
    history = (*DISPUTED, begun(THIRD, CARA))
    (late,) = given(*history).when(overdue(DUE_AT)).events
    assert isinstance(late, AssessmentOverdue)
    assert late.missing == (CARA,)
    again = replace(overdue(DUE_AT), now=DUE_AT + timedelta(days=1))
    given(*history, late).when(again).then_nothing()
