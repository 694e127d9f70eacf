"""Admission of somebody who has an entry extends it: never a second one."""

from dataclasses import replace
from datetime import date
from uuid import UUID

from services.applications.entries import EntryOf
from services.applications.registration.commands import Command, EnterRegistration
from services.applications.registration.decider import REGISTRATION
from services.applications.registration.knowledge import Known, KnownEntries
from services.applications.registration.subscribers import (
    on_application_accepted,
    stream_of,
    streams_known,
)
from shared.capability import Asked
from shared.contracts.applications import ApplicationAccepted, RegistrationEntered
from shared.contracts.entries import (
    EntryRemoved,
    EntryRestored,
    PracticeLevelAdded,
    Restoring,
    ScopesAdded,
)
from tests.support.applications import (
    APPLICATION_ID,
    NOW,
    PERSON_ID,
    RULEBOOK,
    TODAY,
)
from tests.support.given import Given

given = Given(REGISTRATION)

SECOND = UUID("0192f0c1-0000-7000-8000-000000000002")
NUMBER = "CT000007"
entered = RegistrationEntered(
    registration_number=NUMBER,
    person_id=PERSON_ID,
    application_id=APPLICATION_ID,
    scopes=("nuclear-medicine",),
    footings={"nuclear-medicine": "voluntary"},
    route="training-scheme",
    registered_on=TODAY,
)
removed = EntryRemoved(
    registration_number=NUMBER,
    application_id=APPLICATION_ID,
    case_id=SECOND,
    reason="entry-removed",
    status="removed",
    removed_on=TODAY,
)
add = EnterRegistration(
    application_id=SECOND,
    person_id=PERSON_ID,
    given_names="Zoë",
    family_name="Łukasik",
    work_town="Norwich",
    email="zoe.lukasik@example.org",
    scopes=("sonography",),
    footings={"sonography": "voluntary"},
    route="additional-scope",
    numbering=RULEBOOK.numbering,
    now=NOW,
    today=TODAY,
    number=NUMBER,
    extends=True,
)
added = ScopesAdded(
    registration_number=NUMBER,
    person_id=PERSON_ID,
    application_id=SECOND,
    scopes=("sonography",),
    footings={"sonography": "voluntary"},
    route="additional-scope",
    added_on=TODAY,
    given_names="Zoë",
    email="zoe.lukasik@example.org",
)
level = replace(
    add,
    scopes=("nuclear-medicine",),
    footings={"nuclear-medicine": "voluntary"},
    route="practice-level",
    level="advanced",
    review_by=date(2031, 11, 22),
)
level_added = PracticeLevelAdded(
    registration_number=NUMBER,
    person_id=PERSON_ID,
    application_id=SECOND,
    level="advanced",
    scopes=("nuclear-medicine",),
    added_on=TODAY,
    review_by=date(2031, 11, 22),
    given_names="Zoë",
    email="zoe.lukasik@example.org",
)
restored = EntryRestored(
    registration_number=NUMBER,
    person_id=PERSON_ID,
    application_id=SECOND,
    reason=Restoring.READMITTED,
    status="registered",
    scopes=("sonography",),
    footings={"sonography": "voluntary"},
    route="readmission",
    restored_on=TODAY,
    given_names="Zoë",
    email="zoe.lukasik@example.org",
)


def known(*, stands: bool = True) -> Known:
    entry = EntryOf(NUMBER, APPLICATION_ID, PERSON_ID, stands)
    return Known(last=7, entered={APPLICATION_ID: NUMBER}, people={PERSON_ID: entry})


def informed(command: Command, what: Known) -> EnterRegistration:
    told = KnownEntries().inform(command, what)
    assert isinstance(told, EnterRegistration)
    return told


def test_by_a_scope_with_its_basis() -> None:
    given(entered).when(add).then(added)


def test_and_changes_nothing_in_a_scope_that_it_has() -> None:
    given(entered, added).when(replace(add, application_id=UUID(int=3))).then_nothing()


def test_and_adds_only_the_scopes_that_it_lacks() -> None:
    both = replace(
        add,
        scopes=("nuclear-medicine", "sonography"),
        footings={"nuclear-medicine": "voluntary", "sonography": "voluntary"},
    )
    given(entered).when(both).then(added)


def test_by_a_level_of_practice() -> None:
    given(entered).when(level).then(level_added)


def test_and_changes_nothing_at_a_level_that_it_has() -> None:
    given(entered, level_added).when(level).then_nothing()


def test_and_refuses_a_level_in_a_scope_that_it_lacks() -> None:
    elsewhere = replace(level, scopes=("sonography",))
    given(entered).when(elsewhere).then_refused("scope-not-held")


def test_and_refuses_a_level_of_somebody_who_has_left() -> None:
    given(entered, removed).when(level).then_refused("entry-does-not-stand")


def test_and_refuses_a_level_of_somebody_who_has_no_entry() -> None:
    given().when(replace(level, extends=False)).then_refused("no-such-entry")


def test_by_a_readmission_under_the_same_number() -> None:
    given(entered, removed).when(replace(add, route="readmission")).then(restored)


def test_and_what_a_readmission_gives_is_all_that_there_is() -> None:
    back = replace(level, application_id=UUID(int=3))
    given(entered, level_added, removed, restored).when(back).then_refused(
        "scope-not-held"
    )


def test_under_the_number_of_the_person() -> None:
    told = informed(replace(add, number="", extends=False), known())
    assert (told.number, told.extends) == (NUMBER, True)
    assert stream_of(told) == f"registration/{NUMBER}"
    assert streams_known(known()) == {f"registration/{NUMBER}"}


def test_and_gives_another_number_only_where_the_rulebook_says_so() -> None:
    returning = replace(add, number="", extends=False, keeps_number=False)
    told = informed(returning, known(stands=False))
    assert (told.number, told.extends) == ("CT000008", False)
    assert informed(returning, known()).number == NUMBER


def test_within_one_batch_too() -> None:
    knowledge, what = KnownEntries(), Known()
    first = informed(
        replace(add, application_id=APPLICATION_ID, number="", extends=False), what
    )
    [event] = REGISTRATION.decide(first, REGISTRATION.initial)
    what = knowledge.learn(what, event)
    second = informed(replace(add, number="", extends=False), what)
    assert (first.number, second.number) == ("CT000001", "CT000001")
    assert second.extends


def test_and_follows_from_an_acceptance_at_a_level() -> None:
    acceptance = ApplicationAccepted(
        application_id=SECOND,
        scopes=("nuclear-medicine",),
        route="practice-level",
        level="advanced",
        person_id=PERSON_ID,
    )
    asked = Asked(SECOND, "service:applications", NOW, RULEBOOK)
    [command] = on_application_accepted(acceptance, asked)
    assert isinstance(command, EnterRegistration)
    assert (command.level, command.review_by) == ("advanced", date(2031, 11, 22))
    assert command.keeps_number


def test_adds_on_appeal_to_the_entry_that_the_application_led_to() -> None:
    on_appeal = replace(
        add,
        application_id=APPLICATION_ID,
        route="training-scheme",
        entered=NUMBER,
        extends=False,
        adds_to_own=True,
    )
    expected = added.model_copy(
        update={"application_id": APPLICATION_ID, "route": "training-scheme"}
    )
    given(entered).when(on_appeal).then(expected)
    given(entered, expected).when(on_appeal).then_nothing()
    given().when(on_appeal).then_refused("no-such-entry")
    given(entered, removed).when(on_appeal).then_refused("entry-does-not-stand")
