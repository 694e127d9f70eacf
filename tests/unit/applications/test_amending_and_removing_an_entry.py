"""What was decided of an entry ends scopes and levels of it, or the entry itself."""

from dataclasses import replace
from uuid import UUID

import pytest

from services.applications.registration.commands import (
    AmendEntry,
    RemoveEntry,
    TransferEntry,
)
from services.applications.registration.decider import REGISTRATION
from services.applications.registration.knowledge import Known, KnownEntries
from services.applications.registration.subscribers import on_entry_fraud_took_effect
from shared.capability import Asked
from shared.contracts.applications import RegistrationEntered
from shared.contracts.entries import EntryAmended, EntryRemoved, PracticeLevelAdded
from shared.contracts.entry_fraud import EntryFraudOutcome, EntryFraudTookEffect
from tests.support.applications import (
    APPLICATION_ID,
    NOW,
    PERSON_ID,
    RULEBOOK,
    TODAY,
)
from tests.support.given import Given

given = Given(REGISTRATION)

CASE = UUID("0192f0c1-0000-7000-8000-0000000000fa")
NUMBER = "CT000007"
entered = RegistrationEntered(
    registration_number=NUMBER,
    person_id=PERSON_ID,
    application_id=APPLICATION_ID,
    scopes=("nuclear-medicine", "sonography"),
    footings={"nuclear-medicine": "voluntary", "sonography": "voluntary"},
    route="training-scheme",
    registered_on=TODAY,
)
at_a_level = PracticeLevelAdded(
    registration_number=NUMBER,
    person_id=PERSON_ID,
    application_id=APPLICATION_ID,
    level="advanced",
    scopes=("sonography",),
    added_on=TODAY,
)
remove = RemoveEntry(APPLICATION_ID, CASE, "entry-removed", NOW, TODAY, NUMBER)
removed = EntryRemoved(
    registration_number=NUMBER,
    application_id=APPLICATION_ID,
    case_id=CASE,
    reason="entry-removed",
    status="removed",
    removed_on=TODAY,
)
amend = AmendEntry(
    application_id=APPLICATION_ID,
    case_id=CASE,
    reason="entry-amended",
    scopes_ended=("sonography",),
    levels_ended=(),
    now=NOW,
    today=TODAY,
    number=NUMBER,
)
amended = EntryAmended(
    registration_number=NUMBER,
    application_id=APPLICATION_ID,
    case_id=CASE,
    reason="entry-amended",
    scopes_ended=("sonography",),
    levels_ended=(),
    amended_on=TODAY,
)
take_effect = EntryFraudTookEffect(
    case_id=CASE,
    application_id=APPLICATION_ID,
    outcome=EntryFraudOutcome.REMOVED,
    effective_on=TODAY,
)


def test_removes_the_entry_with_its_reason_and_once() -> None:
    given(entered).when(remove).then(removed)
    given(entered, removed).when(remove).then_nothing()


def test_ends_a_scope_and_the_levels_in_it_and_once() -> None:
    given(entered, at_a_level).when(amend).then(amended)
    given(entered, at_a_level, amended).when(amend).then_nothing()
    ends = replace(amend, scopes_ended=(), levels_ended=("advanced",))
    given(entered, at_a_level, amended).when(ends).then_nothing()


def test_ends_a_level_alone() -> None:
    ends = replace(amend, scopes_ended=(), levels_ended=("advanced",))
    change = {"scopes_ended": (), "levels_ended": ("advanced",)}
    given(entered, at_a_level).when(ends).then(amended.model_copy(update=change))


def test_amends_no_entry_that_has_left() -> None:
    given(entered, removed).when(amend).then_nothing()


@pytest.mark.parametrize("command", [remove, amend])
def test_is_refused_where_there_is_no_entry(command: RemoveEntry | AmendEntry) -> None:
    given().when(replace(command, number="")).then_refused("no-such-entry")


def test_moves_no_entry_that_has_left_to_another_footing() -> None:
    move = TransferEntry(
        NUMBER, APPLICATION_ID, "sonography", "statutory", CASE, NOW, TODAY
    )
    given(entered, removed).when(move).then_refused("entry-does-not-stand")


def test_follows_from_a_decision_that_took_effect() -> None:
    asked = Asked(CASE, "service:applications", NOW, RULEBOOK)
    [command] = on_entry_fraud_took_effect(take_effect, asked)
    known = Known(last=7, entered={APPLICATION_ID: NUMBER})
    assert KnownEntries().inform(command, known) == remove


def test_and_nothing_follows_where_there_was_no_case() -> None:
    asked = Asked(CASE, "service:applications", NOW, RULEBOOK)
    nothing = take_effect.model_copy(update={"outcome": EntryFraudOutcome.NO_CASE})
    assert on_entry_fraud_took_effect(nothing, asked) == []
