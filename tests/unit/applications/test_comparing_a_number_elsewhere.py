"""Comparing the number that was declared with what the other register answered."""

from dataclasses import replace

import pytest

from services.applications.applying.commands import CheckRegistrationElsewhere, Said
from services.applications.applying.decider import APPLICATION
from services.applications.applying.deciding.events import Event
from services.applications.applying.rules.flagging import checks_of
from shared.contracts.elsewhere import (
    Compared,
    Found,
    RegistrationElsewhereChecked,
)
from tests.support.applications import APPLICATION_ID, NOW, submission
from tests.support.deciding import accept, recommended, submitted
from tests.support.given import Given

given = Given(APPLICATION)
SOURCE = "hcpc-register"
check = CheckRegistrationElsewhere(
    application_id=APPLICATION_ID,
    source=SOURCE,
    found=Found.GOOD_STANDING,
    explanation=None,
    checker="registrar-1",
    now=NOW,
    number="RA12345",
    declared="ra 12345",
)
differs = replace(check, number="RA54321")
explained = replace(differs, explained=True, explanation="A slip of the pen.")


def said(*history: Event, command: CheckRegistrationElsewhere) -> tuple[object, bool]:
    """Return how the numbers compare, and whether that settles the matter."""
    [event] = given(*history).when(command).events
    assert isinstance(event, RegistrationElsewhereChecked)
    return event.compared, event.settled


def test_settles_the_matter_where_it_is_the_same_however_it_is_spelt() -> None:
    assert said(submitted, command=check) == (Compared.AGREES, True)


def test_leaves_the_matter_open_where_it_is_another() -> None:
    assert said(submitted, command=differs) == (Compared.DIFFERS, False)


def test_leaves_it_open_where_that_register_knows_nobody_by_it() -> None:
    unknown = replace(check, found=Found.NOT_KNOWN_THERE, number=None)
    assert said(submitted, command=unknown) == (Compared.DIFFERS, False)


def test_is_settled_by_a_person_who_says_what_they_found() -> None:
    assert said(submitted, command=explained) == (Compared.DIFFERS, True)
    silent = replace(explained, explanation=" ")
    given(submitted).when(silent).then_refused("difference-unexplained")


def test_refuses_nobody_by_itself() -> None:
    [event] = given(submitted, recommended).when(differs).events
    then = given(submitted, recommended, event).when(accept)
    assert then.refused is None


def test_needs_the_number_of_who_is_in_good_standing_there() -> None:
    given(submitted).when(replace(check, number=None)).then_refused(
        "number-elsewhere-needed"
    )


@pytest.mark.parametrize("found", [Found.NO_BAR, Found.SANCTIONED])
def test_compares_nothing_where_no_number_was_answered(found: Found) -> None:
    silent = replace(check, found=found, number=None)
    settled = found is Found.NO_BAR
    assert said(submitted, command=silent) == (Compared.NOT_COMPARED, settled)


def test_compares_nothing_where_none_was_declared() -> None:
    silent = replace(check, declared=None)
    assert said(submitted, command=silent) == (Compared.NOT_COMPARED, True)


def test_is_quiet_where_the_same_was_found_before() -> None:
    agreed = {SOURCE: Said(Found.GOOD_STANDING, Compared.AGREES)}
    given(submitted).when(replace(check, before=agreed)).then_nothing()
    open_still = {SOURCE: Said(Found.GOOD_STANDING, Compared.DIFFERS, settled=False)}
    given(submitted).when(replace(differs, before=open_still)).then_nothing()
    again = replace(explained, before=open_still)
    assert said(submitted, command=again) == (Compared.DIFFERS, True)


def test_is_due_for_who_declares_a_number_alone() -> None:
    assert checks_of(submission(elsewhere_number="RA12345")) == (
        "registration-elsewhere",
    )
