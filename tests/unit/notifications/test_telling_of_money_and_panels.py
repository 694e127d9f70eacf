"""Telling people of what an event says without saying whose it is."""

from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from services.notifications.messages.commands import RequestMessage
from services.notifications.messages.knowledge import (
    Known,
    KnownToMessages,
    written_to,
)
from shared.contracts.appealing import AppealOverdue
from shared.contracts.assessment import AssessorAppointed
from shared.contracts.assessors import ScopeShortOfAssessors
from shared.contracts.assigning import AssessmentEscalated, AssessorRecused, Level
from shared.contracts.contract import EventData
from shared.contracts.declarations import DeclarationConcluded, Finding
from shared.contracts.fees import (
    FeeDue,
    FeePaid,
    FeeRefunded,
    FeeReturned,
    FeeWaived,
    PaymentMethod,
    RefundGround,
    ReturnGround,
    WaiverGround,
)
from shared.contracts.further_information import FurtherInformationAsked
from shared.contracts.identity import PersonMerged
from shared.contracts.judging import AssessmentReopened, Moderation, ModerationBegun
from shared.contracts.transfers import EntryTransferred
from shared.errors import NotYet
from tests.support.messages import (
    ANNA,
    APPLICATION_ID,
    ASSESSMENT_ID,
    RULEBOOK,
    ZOE,
    owed_for,
    rendered,
    said,
)

OTHER = UUID(int=7)
DAY = date(2026, 12, 1)
DUE_AT = datetime(2026, 12, 1, tzinfo=UTC)
OF_CASE: dict[str, object] = {"assessment_id": ASSESSMENT_ID}
due = FeeDue(
    application_id=APPLICATION_ID,
    kind="application",
    pence=8000,
    currency="GBP",
    due_on=DAY,
    reference="CT-1",
    before_admission=False,
)
paid = said(
    FeePaid,
    payment_id=OTHER,
    pence=4550,
    paid_on=DAY,
    method=PaymentMethod.CARD,
)
returned = said(
    FeeReturned,
    payment_id=OTHER,
    pence=8000,
    returned_on=DAY,
    reason=ReturnGround.REFER_TO_PAYER,
)
refunded = said(
    FeeRefunded,
    refund_id=OTHER,
    pence=123456,
    reason=RefundGround.OVERPAID,
    proposed_by="actor-1",
)
waived = said(FeeWaived, waiver_id=OTHER, pence=1, reason=WaiverGround.HARDSHIP)
found = said(
    DeclarationConcluded, round=1, finding=Finding.NOT_SUITABLE, members=("m",)
)
moved = said(
    EntryTransferred,
    registration_number="CT00017",
    scope="nuclear-medicine",
    from_footing="voluntary",
    footing="statutory",
    transferred_on=DAY,
    bulk_id=OTHER,
)
merged = PersonMerged(pair_id=OTHER, applications=(APPLICATION_ID,))
reopened = said(
    AssessmentReopened,
    **OF_CASE,
    round=2,
    gaps=("radiation-safety",),
    assessors=("actor-anna", "actor-ben"),
    seats=2,
    due_at=DUE_AT,
    remind_at=(),
    escalate_at=(),
)
moderated = said(
    ModerationBegun,
    **OF_CASE,
    round=1,
    moderation=Moderation.LEAD_ASSESSOR,
    moderators=("actor-lead",),
    due_at=DUE_AT,
)
recused = said(
    AssessorRecused, **OF_CASE, assessor_id="actor-anna", reason="not-answering"
)
escalated = said(
    AssessmentEscalated, **OF_CASE, level=Level.REGISTRAR, missing=(), was_due_on=DAY
)
short = ScopeShortOfAssessors(scope="sonography", free=1, needed=3)
overdue = said(AppealOverdue, appeal=1, was_due_on=DAY)


def body(event: EventData) -> str:
    """Return what the first who is told of an event reads."""
    first = owed_for(event)[0]
    recipient = first.recipient or ANNA
    read = rendered(replace(first, recipient=recipient)).body or ""
    return " ".join(read.split())


@pytest.mark.parametrize(
    ("event", "parts"),
    [
        (due, ("£80.00", "1 December 2026", "CT-1")),
        (paid, ("£45.50", "1 December 2026")),
        (returned, ("£80.00", "refer to payer", "owed again")),
        (refunded, ("£1,234.56", "overpaid")),
        (waived, ("£0.01", "hardship")),
        (found, ("stands against your registration", "the registrar decides")),
        (moved, ("CT00017", "Nuclear Medicine", "statutory")),
        (merged, (str(APPLICATION_ID), "it can be undone")),
        (reopened, ("radiation safety", "30 November 2026")),
        (moderated, ("do not say the same", "30 November 2026")),
        (recused, (str(ASSESSMENT_ID), "taken from your queue")),
        (escalated, ("An assessment has passed", "1 December 2026")),
        (overdue, ("An appeal has passed", str(APPLICATION_ID))),
        (short, ("Sonography", "Free: 1", "Needed: 3")),
    ],
)
def test_says_what_happened(event: EventData, parts: tuple[str, ...]) -> None:
    for part in parts:
        assert part in body(event)


@pytest.mark.parametrize("event", [due, paid, returned, refunded, waived, found, moved])
def test_looks_up_whose_the_application_is(event: EventData) -> None:
    [owed] = owed_for(event)
    assert (owed.recipient, owed.application_id) == (None, APPLICATION_ID)
    known = Known(applicants={APPLICATION_ID: ANNA})
    told = KnownToMessages().inform(owed, known)
    assert isinstance(told, RequestMessage)
    assert told.recipient == ANNA


def test_waits_for_an_application_not_heard_of_yet() -> None:
    [owed] = owed_for(due)
    with pytest.raises(NotYet) as raised:
        KnownToMessages().inform(owed, Known())
    assert raised.value.awaits == f"application/{APPLICATION_ID}"


def test_needs_no_look_at_the_table_where_the_application_comes_with_its_fee() -> None:
    asked_for = said(
        FurtherInformationAsked,
        **OF_CASE,
        round=1,
        gaps=(),
        answer_by=DAY,
        **ZOE,
    )
    commands = [*owed_for(due), *owed_for(asked_for)]
    assert set(written_to(commands)) == {APPLICATION_ID}


def test_owes_an_erased_applicant_nothing() -> None:
    [owed] = owed_for(due)
    erased = Known(applicants={APPLICATION_ID: replace(ANNA, address=None)})
    told = KnownToMessages().inform(owed, erased)
    assert getattr(told, "recipient", ANNA) is None


@pytest.mark.parametrize("event", [escalated, overdue, short])
def test_writes_to_the_registrar_at_the_register_s_own_address(
    event: EventData,
) -> None:
    [owed] = owed_for(event)
    assert owed.recipient is not None
    assert owed.recipient.address == RULEBOOK.notifications.office_address
    assert owed.recipient.person_id is None


def test_tells_each_assessor_of_a_case_that_is_open_again() -> None:
    told = [one.assessor_id for one in owed_for(reopened)]
    assert told == ["actor-anna", "actor-ben"]


@pytest.mark.parametrize("reason", ["no-time", "conflict-of-interest"])
def test_does_not_tell_an_assessor_of_their_own_act(reason: str) -> None:
    assert owed_for(recused.model_copy(update={"reason": reason})) == []


def test_tells_nobody_that_no_application_follows_a_person() -> None:
    assert owed_for(merged.model_copy(update={"applications": ()})) == []


def test_says_nothing_of_an_appointment() -> None:
    event = AssessorAppointed(assessor_id="actor-anna", scopes=("a",), capacity=1)
    assert owed_for(event) == []
