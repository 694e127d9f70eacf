"""Entering somebody in the register."""

from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import UUID

from services.applications.registration.commands import EnterRegistration
from services.applications.registration.decider import REGISTRATION
from services.applications.registration.knowledge import Known, KnownEntries
from services.applications.registration.subscribers import (
    on_application_accepted,
    stream_of,
)
from shared.capability import Asked
from shared.contracts.applications import ApplicationAccepted, RegistrationEntered
from tests.support.applications import (
    APPLICATION_ID,
    NOW,
    PERSON_ID,
    RULEBOOK,
    TODAY,
)
from tests.support.given import Given

given = Given(REGISTRATION)

OTHER = UUID("0192f0c1-0000-7000-8000-000000000002")
enter = EnterRegistration(
    application_id=APPLICATION_ID,
    person_id=PERSON_ID,
    given_names="Zoë",
    family_name="Łukasik",
    work_town="Norwich",
    email="zoe.lukasik@example.org",
    scopes=("nuclear-medicine",),
    footings={"nuclear-medicine": "voluntary"},
    route="training-scheme",
    numbering=RULEBOOK.numbering,
    now=NOW,
    today=TODAY,
    number="CT000007",
)
entered = RegistrationEntered(
    registration_number="CT000007",
    person_id=PERSON_ID,
    application_id=APPLICATION_ID,
    scopes=("nuclear-medicine",),
    footings={"nuclear-medicine": "voluntary"},
    route="training-scheme",
    registered_on=TODAY,
    given_names="Zoë",
    family_name="Łukasik",
    work_town="Norwich",
    email="zoe.lukasik@example.org",
)


def test_gives_the_number_and_the_day() -> None:
    given().when(enter).then(entered)


def test_changes_nothing_the_second_time() -> None:
    given(entered).when(enter).then_nothing()


def test_changes_nothing_where_the_application_has_another_number_already() -> None:
    given().when(replace(enter, number="CT000008", entered="CT000007")).then_nothing()


def test_is_refused_under_a_number_that_is_taken() -> None:
    given(entered).when(replace(enter, application_id=OTHER)).then_refused(
        "number-taken"
    )


def test_is_refused_where_nobody_is_disclosed() -> None:
    given().when(replace(enter, person_id=None)).then_refused("person-not-disclosed")


def test_numbers_a_batch_in_order_each_application_once() -> None:
    knowledge, known = KnownEntries(), Known(last=41)
    numbers: list[str] = []
    for application in (APPLICATION_ID, OTHER, APPLICATION_ID):
        asked = replace(
            enter, application_id=application, person_id=application, number=""
        )
        informed = knowledge.inform(asked, known)
        assert isinstance(informed, EnterRegistration)
        numbers.append(informed.number)
        for event in REGISTRATION.decide(informed, REGISTRATION.initial):
            known = knowledge.learn(known, event)
    assert numbers == ["CT000042", "CT000043", "CT000042"]
    assert known.last == 43


def test_follows_from_an_acceptance_on_the_registers_own_day() -> None:
    late = datetime(2027, 6, 30, 23, 30, tzinfo=UTC)  # half past midnight in London
    acceptance = ApplicationAccepted(
        application_id=APPLICATION_ID,
        scopes=("nuclear-medicine",),
        route="training-scheme",
        person_id=PERSON_ID,
    )
    [command] = on_application_accepted(
        acceptance, Asked(OTHER, "service:applications", late, RULEBOOK)
    )
    assert isinstance(command, EnterRegistration)
    assert command.today == date(2027, 7, 1)
    assert command.footings == {"nuclear-medicine": "voluntary"}
    assert command.person_id == PERSON_ID
    assert stream_of(replace(command, number="CT000042")) == "registration/CT000042"
