"""Moving an entry from one footing to another, in one of its scopes."""

from dataclasses import replace
from uuid import UUID

from services.applications.registration.commands import TransferEntry
from services.applications.registration.decider import REGISTRATION
from services.applications.registration.subscribers import stream_of
from shared.contracts.applications import RegistrationEntered
from shared.contracts.transfers import EntryTransferred
from tests.support.applications import APPLICATION_ID, NOW, PERSON_ID, TODAY
from tests.support.given import Given

given = Given(REGISTRATION)

BULK_ID = UUID("0192f0c1-0000-7000-8000-00000000000d")
entered = RegistrationEntered(
    registration_number="CT000007",
    person_id=PERSON_ID,
    application_id=APPLICATION_ID,
    scopes=("nuclear-medicine", "sonography"),
    footings={"nuclear-medicine": "voluntary", "sonography": "voluntary"},
    route="training-scheme",
    registered_on=TODAY,
)
move = TransferEntry(
    number="CT000007",
    application_id=APPLICATION_ID,
    scope="sonography",
    footing="transitional",
    bulk_id=BULK_ID,
    now=NOW,
    today=TODAY,
)
moved = EntryTransferred(
    registration_number="CT000007",
    application_id=APPLICATION_ID,
    scope="sonography",
    from_footing="voluntary",
    footing="transitional",
    transferred_on=TODAY,
    bulk_id=BULK_ID,
)


def test_is_an_event_on_the_stream_of_the_entry() -> None:
    given(entered).when(move).then(moved)
    assert stream_of(move) == "registration/CT000007"


def test_changes_nothing_the_second_time() -> None:
    given(entered, moved).when(move).then_nothing()


def test_moves_on_from_where_it_stands() -> None:
    on = {"from_footing": "transitional", "footing": "statutory"}
    given(entered, moved).when(replace(move, footing="statutory")).then(
        moved.model_copy(update=on)
    )


def test_leaves_its_other_scopes_where_they_are() -> None:
    other = replace(move, scope="nuclear-medicine")
    given(entered, moved).when(other).then(
        moved.model_copy(update={"scope": "nuclear-medicine"})
    )


def test_knows_an_entry_from_before_footings_were_recorded_as_voluntary() -> None:
    given(entered.model_copy(update={"footings": {}})).when(move).then(moved)


def test_is_refused_in_a_scope_that_the_entry_does_not_have() -> None:
    given(entered).when(replace(move, scope="renal-technology")).then_refused(
        "scope-not-held"
    )


def test_is_refused_where_nobody_is_entered() -> None:
    given().when(move).then_refused("no-such-entry")
