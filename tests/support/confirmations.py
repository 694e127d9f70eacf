"""A proposer who was asked, and what may come of it."""

from datetime import timedelta
from uuid import UUID

from services.applications.confirming.commands import (
    AskAnother,
    AskProposer,
    Confirm,
    Decline,
    Proposer,
)
from services.applications.confirming.decider import CONFIRMATION
from services.applications.confirming.subscribers import confirmation_of
from shared.contracts.confirming import (
    ConfirmationAsked,
    ConfirmationDeclined,
    ConfirmationGiven,
    ConfirmedBy,
    DeclineReason,
)
from tests.support.applications import APPLICATION_ID, NOW, PERSON_ID
from tests.support.given import Given

given = Given(CONFIRMATION)

CONFIRMATION_ID: UUID = confirmation_of(APPLICATION_ID, "proposer-1")
REMIND_AT = NOW + timedelta(days=14)
EXPIRES_AT = NOW + timedelta(days=28)
SIAN = Proposer(
    PERSON_ID,
    "Siân Morgan",
    "sian.morgan@hospital.example",
    "Zoë Łukasik",
    "zoe.lukasik@example.org",
)

ask = AskProposer(
    CONFIRMATION_ID, APPLICATION_ID, "proposer-1", SIAN, REMIND_AT, EXPIRES_AT, NOW
)
asked = ConfirmationAsked(
    confirmation_id=CONFIRMATION_ID,
    application_id=APPLICATION_ID,
    role="proposer-1",
    attempt=1,
    expires_at=EXPIRES_AT,
    remind_at=REMIND_AT,
    person_id=PERSON_ID,
    name=SIAN.name,
    email=SIAN.email,
    applicant_name=SIAN.applicant_name,
    applicant_email=SIAN.applicant_email,
)
confirm = Confirm(CONFIRMATION_ID, 1, "Dr Siân Morgan", "I led her.", NOW, PERSON_ID)
given_by_link = ConfirmationGiven(
    confirmation_id=CONFIRMATION_ID,
    application_id=APPLICATION_ID,
    by=ConfirmedBy.LINK,
    person_id=PERSON_ID,
    name="Dr Siân Morgan",
    statement="I led her.",
)
decline = Decline(
    CONFIRMATION_ID, 1, DeclineReason.NOT_KNOWN, "Never met.", NOW, PERSON_ID
)
declined = ConfirmationDeclined(
    confirmation_id=CONFIRMATION_ID,
    application_id=APPLICATION_ID,
    reason=DeclineReason.NOT_KNOWN,
    person_id=PERSON_ID,
    statement="Never met.",
)
ask_another = AskAnother(
    CONFIRMATION_ID,
    "Rhian Price",
    "rhian.price@hospital.example",
    REMIND_AT,
    EXPIRES_AT,
    NOW,
    SIAN,
    frozenset({"zoe.lukasik@example.org", "rhys.begum@hospital.example"}),
)
asked_another = asked.model_copy(
    update={
        "attempt": 2,
        "name": "Rhian Price",
        "email": "rhian.price@hospital.example",
    }
)
