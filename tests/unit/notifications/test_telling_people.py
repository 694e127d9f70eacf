"""Telling people."""

from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

import pytest

from services.notifications.messages.knowledge import Known, KnownToMessages
from services.notifications.messages.subscribers import stream_of
from shared.contracts.applications import (
    ApplicationReturned,
    ApplicationSubmitted,
    RegistrationEntered,
)
from shared.contracts.assessment import (
    AssessmentOverdue,
    AssessorAppointed,
    AssessorsAssigned,
)
from shared.contracts.contract import EventData
from shared.contracts.notices import ApplicationNoticeRequired, Listed
from shared.errors import NotYet
from tests.support.given import without_personal_data
from tests.support.messages import (
    ANNA,
    APPLICATION_ID,
    ASSESSMENT_ID,
    NOW,
    PERSON_ID,
    RULEBOOK,
    ZOE,
    owed_for,
    rendered,
    said,
)

SUBMITTED = said(
    ApplicationSubmitted,
    scopes=["nuclear-medicine", "sonography"],
    route="equivalence",
    submitted_on="2026-11-01",
    possible_duplicate_of=[],
    **ZOE,
)
RETURNED = said(
    ApplicationReturned,
    faults=["no-indemnity", "under-age"],
    submission={"given_names": "Zoë"},
    **ZOE,
)
ELSEWHERE = said(
    ApplicationReturned,
    faults=["scope-elsewhere"],
    signposts=["echocardiography"],
    submission={"given_names": "Zoë"},
    **ZOE,
)
REFUSED = ApplicationNoticeRequired(
    notice_id=UUID(int=77),
    about=f"application/{APPLICATION_ID}",
    kind="application-refused",
    rule="domain §7A R6",
    prove_by=NOW,
    person_id=PERSON_ID,
    name="Zoë",
    email="zoe@example.org",
    words={
        "application": str(APPLICATION_ID),
        "explanation": "The portfolio shows no practice.",
        "appeal_days": str(RULEBOOK.deciding.appeal_days),
        "appeal_by": "",
    },
    lists=(Listed(name="reasons", entries=("standard not met",)),),
)
ENTERED = said(
    RegistrationEntered,
    registration_number="CT00017",
    scopes=["nuclear-medicine"],
    route="equivalence",
    registered_on="2026-11-02",
    **ZOE,
)
ASSIGNED = said(
    AssessorsAssigned,
    assessment_id=ASSESSMENT_ID,
    assessors=["actor-anna", "actor-ben"],
    due_at=datetime(2026, 12, 1, tzinfo=UTC),
)
OVERDUE = said(
    AssessmentOverdue,
    assessment_id=ASSESSMENT_ID,
    missing=["actor-ben"],
    was_due_on="2026-11-30",
)


def test_acknowledges_an_application() -> None:
    (owed,) = owed_for(SUBMITTED)
    message = rendered(owed)
    assert message.to == "zoe@example.org"
    assert message.person_id == PERSON_ID
    assert message.about == f"application/{APPLICATION_ID}"
    assert message.subject_line is not None
    assert RULEBOOK.title in message.subject_line
    for word in ("Zoë", str(APPLICATION_ID), "Nuclear Medicine", "Sonography"):
        assert word in (message.body or "")


def test_says_every_fault_of_a_returned_application_in_words() -> None:
    (owed,) = owed_for(RETURNED)
    body = rendered(owed).body or ""
    assert "- Indemnity cover was not confirmed.\n" in body
    assert "- The applicant is too young to be registered.\n" in body
    assert "no-indemnity" not in body


def test_shows_the_way_to_the_register_where_somebody_belongs() -> None:
    (owed,) = owed_for(ELSEWHERE)
    body = rendered(owed).body or ""
    assert "Registration Council for Clinical Physiologists" in body
    assert "https://www.rccp.co.uk/" in body


def test_says_why_an_application_was_refused_and_how_to_appeal() -> None:
    (owed,) = owed_for(REFUSED)
    body = rendered(owed).body or ""
    assert "standard not met" in body
    assert "The portfolio shows no practice." in body
    assert f"within {RULEBOOK.deciding.appeal_days} days" in body


def test_names_the_last_day_to_appeal_against_a_refusal() -> None:
    words = {**(REFUSED.words or {}), "appeal_by": "2027-01-02"}
    (owed,) = owed_for(REFUSED.model_copy(update={"words": words}))
    assert "2 January 2027" in (rendered(owed).body or "")


def test_tells_a_registrant_the_number() -> None:
    (owed,) = owed_for(ENTERED)
    message = rendered(owed)
    assert "CT00017" in (message.body or "")
    assert "2 November 2026" in (message.body or "")
    assert "CT00017" not in message.about


def test_tells_each_assessor_that_a_case_waits() -> None:
    commands = owed_for(ASSIGNED)
    assert [command.assessor_id for command in commands] == ["actor-anna", "actor-ben"]
    body = rendered(replace(commands[0], recipient=ANNA)).body or ""
    assert "30 November 2026" in body
    assert str(ASSESSMENT_ID) in body


def test_reminds_only_the_assessor_who_has_not_spoken() -> None:
    (owed,) = owed_for(OVERDUE)
    assert owed.assessor_id == "actor-ben"
    message = rendered(replace(owed, recipient=ANNA))
    assert "30 November 2026" in (message.body or "")


def test_waits_for_an_assessor_not_heard_of_yet() -> None:
    command = owed_for(ASSIGNED)[0]
    with pytest.raises(NotYet) as raised:
        KnownToMessages().inform(command, Known())
    assert raised.value.awaits == "assessor/actor-anna"


def test_asks_an_assessor_s_address_only_where_it_goes_to_one() -> None:
    (to_applicant,) = owed_for(SUBMITTED)
    assert KnownToMessages().inform(to_applicant, Known()) == to_applicant
    to_assessor = owed_for(ASSIGNED)[0]
    informed = KnownToMessages().inform(to_assessor, Known({"actor-anna": ANNA}))
    assert getattr(informed, "recipient", None) == ANNA


def test_owes_an_erased_assessor_nothing() -> None:
    erased = replace(ANNA, name=None, address=None)
    informed = KnownToMessages().inform(
        owed_for(ASSIGNED)[0], Known({"actor-anna": erased})
    )
    assert getattr(informed, "recipient", ANNA) is None


def test_says_nothing_about_an_appointment_itself() -> None:
    event = AssessorAppointed(assessor_id="actor-anna", scopes=("a",), capacity=1)
    assert owed_for(event) == []


@pytest.mark.parametrize("event", [SUBMITTED, RETURNED, REFUSED, ENTERED])
def test_owes_nothing_to_who_was_erased(event: EventData) -> None:
    assert owed_for(without_personal_data(event)) == []


@pytest.mark.parametrize("event", [SUBMITTED, RETURNED, ENTERED, ASSIGNED])
def test_owes_the_same_message_when_it_hears_the_same_again(event: EventData) -> None:
    first = [stream_of(command) for command in owed_for(event)]
    again = [stream_of(command) for command in owed_for(event)]
    other = [stream_of(command) for command in owed_for(event, UUID(int=1))]
    assert first == again
    assert len(set(first)) == len(first)
    assert not set(first) & set(other)


@pytest.mark.parametrize("event", [SUBMITTED, RETURNED, REFUSED, ENTERED])
def test_keeps_personal_data_out_of_the_subject(event: EventData) -> None:
    (owed,) = owed_for(event)
    assert "Zoë" not in (rendered(owed).subject_line or "")
