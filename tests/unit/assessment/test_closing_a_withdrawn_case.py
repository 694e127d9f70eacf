"""Closing the case of an application that was withdrawn."""

from services.assessment.assessing.accepting import on_application_withdrawn
from services.assessment.assessing.commands import CloseCase
from services.assessment.assessing.decider import ASSESSMENT
from services.assessment.assessing.deciding.events import Event
from shared.contracts.assessment import Outcome
from shared.contracts.further_information import ApplicationWithdrawn
from shared.contracts.judging import AssessmentClosed
from tests.support.assessment import (
    ANNA,
    APPLICATION_ID,
    ASSESSMENT_ID,
    BEN,
    OPENED,
    POSTPONED,
    asked,
    assign_again,
)
from tests.support.given import Given
from tests.support.judging import (
    NOT_MET,
    REFUSE,
    STARTED,
    close,
    concluded,
    differ,
    found,
    judge,
    judged,
    moderate,
    reopen,
)

given = Given(ASSESSMENT)
CLOSED = AssessmentClosed(assessment_id=ASSESSMENT_ID, application_id=APPLICATION_ID)
THIN = found(records=NOT_MET)
DISPUTED = (*STARTED, judged(ANNA), judged(BEN, REFUSE, THIN), differ("records"))


def test_ends_it_wherever_it_is() -> None:
    histories: list[tuple[Event, ...]] = [(OPENED, POSTPONED), STARTED, DISPUTED]
    for history in histories:
        given(*history).when(close()).then(CLOSED)


def test_changes_nothing_the_second_time() -> None:
    given(*STARTED, CLOSED).when(close()).then_nothing()


def test_changes_nothing_when_it_is_concluded_or_never_was() -> None:
    history = (*STARTED, judged(ANNA), judged(BEN), concluded(Outcome.ACCEPT))
    given(*history).when(close()).then_nothing()
    given().when(close()).then_nothing()


def test_lets_nobody_judge_it_any_more() -> None:
    given(*STARTED, CLOSED).when(judge(ANNA)).then_refused("not-assigned")


def test_keeps_what_was_said_locked() -> None:
    history = (*STARTED, judged(ANNA), CLOSED)
    given(*history).when(judge(ANNA)).then_nothing()
    given(*history).when(judge(ANNA, REFUSE, THIN)).then_refused("already-given")


def test_ends_what_was_under_way() -> None:
    given(OPENED, POSTPONED, CLOSED).when(assign_again()).then_nothing()
    given(*DISPUTED, CLOSED).when(moderate()).then_nothing()
    given(*STARTED, CLOSED).when(reopen("records")).then_nothing()


def test_reaches_every_case_that_the_application_may_have() -> None:
    event = ApplicationWithdrawn(application_id=APPLICATION_ID, concern_open=False)
    commands = on_application_withdrawn(event, asked())
    assert all(isinstance(one, CloseCase) for one in commands)
    assert ASSESSMENT_ID in {one.assessment_id for one in commands}
    assert len({one.assessment_id for one in commands}) == len(commands)
