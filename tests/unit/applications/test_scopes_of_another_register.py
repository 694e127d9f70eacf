"""A scope that another register has."""

from services.applications.applying.decider import APPLICATION
from services.applications.applying.rules.conditions import faults_of
from shared.contracts.applications import ApplicationReturned
from tests.support.applications import answers, submission, submit
from tests.support.given import Given


def test_is_shown_the_way_and_not_merely_refused() -> None:
    [event] = Given(APPLICATION)().when(submit(answers(scopes="echo"))).events
    assert isinstance(event, ApplicationReturned)
    assert event.faults == ("scope-elsewhere",)
    assert event.signposts == ("echocardiography",)


def test_is_told_from_a_scope_that_nobody_has() -> None:
    both = submission(scopes="echo;astrology;physiology")
    assert faults_of(both) == ("unknown-scope", "scope-elsewhere")


def test_is_named_once_by_whatever_names() -> None:
    [event] = (
        Given(APPLICATION)()
        .when(submit(answers(scopes="echo;cardiac-echo;echocardiography")))
        .events
    )
    assert isinstance(event, ApplicationReturned)
    assert event.signposts == ("echocardiography",)


def test_is_no_fault_of_a_scope_of_this_register() -> None:
    assert faults_of(submission()) == ()
