"""Sending an application."""

from dataclasses import replace
from uuid import UUID

import pytest

from services.applications.applying.decider import APPLICATION
from services.applications.applying.deciding.events import Event
from services.applications.applying.state import State
from services.applications.applying.subscribers import submit as translate
from shared.capability import Asked
from shared.contracts import applications as contracts
from shared.contracts.applications import ApplicationReturned, ApplicationSubmitted
from shared.identity.roles import Role
from tests.support.applications import (
    ANSWERS,
    APPLICATION_ID,
    NOW,
    RULEBOOK,
    submit,
)
from tests.support.deciding import submitted
from tests.support.given import Given, Then

given = Given(APPLICATION)
returned = ApplicationReturned(
    application_id=APPLICATION_ID, faults=("no-indemnity",), submission={}
)
own = replace(submit(), sender="actor-1", owner="actor-1")
of_another = replace(submit(), sender="actor-2", owner="actor-1")
by_staff = replace(of_another, by_staff=True)


tied = replace(by_staff, tied=frozenset({"actor-2"}))


def is_submitted(then: Then[State, Event]) -> bool:
    """Tell whether a command led to an application that is submitted."""
    return [type(event) for event in then.events] == [ApplicationSubmitted]


def test_is_for_whoever_begins_it() -> None:
    assert is_submitted(given().when(replace(own, owner=None)))


def test_is_again_for_whoever_sent_it_before() -> None:
    assert is_submitted(given(returned).when(own))


def test_is_not_for_whoever_knows_the_id_of_another() -> None:
    given(returned).when(of_another).then_refused("not-found")
    given(submitted).when(of_another).then_refused("not-found")
    # A draft of another, of which nothing has come yet.
    given().when(of_another).then_refused("not-found")


def test_tells_nobody_but_its_sender_that_it_is_the_same() -> None:
    given(submitted).when(replace(of_another, before=b"")).then_refused("not-found")


def test_is_for_nobody_where_its_sender_was_erased() -> None:
    erased = replace(of_another, owner=None)
    given(returned).when(erased).then_refused("not-found")


def test_is_for_staff_whosever_it_is() -> None:
    assert is_submitted(given(returned).when(by_staff))
    given(submitted).when(by_staff).then_refused("other-content")


def test_is_not_for_staff_who_are_tied_to_it() -> None:
    given(returned).when(tied).then_refused("tied-to-applicant")
    given(submitted).when(tied).then_refused("tied-to-applicant")
    assert is_submitted(given(returned).when(replace(tied, sender="actor-3")))


@pytest.mark.parametrize(
    ("roles", "by_staff"),
    [
        (frozenset({Role.REGISTRAR}), True),
        (frozenset({Role.APPLICANT}), False),
        (frozenset[Role](), False),
    ],
)
def test_is_by_staff_where_a_registrar_sends(
    roles: frozenset[Role], by_staff: bool
) -> None:
    sent = contracts.SubmitApplication(
        application_id=APPLICATION_ID, submission=dict(ANSWERS)
    )
    asked = Asked(UUID(int=1), "actor-1", NOW, RULEBOOK, roles=roles)
    command = translate(sent, asked)
    assert (command.sender, command.by_staff) == ("actor-1", by_staff)
