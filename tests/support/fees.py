"""What an application costs, and what was paid for it."""

from datetime import UTC, date, datetime
from uuid import UUID

from services.applications.fees.commands import (
    ChargeFees,
    ReceivePayment,
    Refund,
    TakeBackPayment,
    Waive,
)
from services.applications.fees.rules.references import reference_of
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
from shared.rulebook import load_rulebook
from shared.rulebook.tables.fees import FallsDue, Fees
from tests.support.applications import ROOT, RULEBOOK

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
TODAY = date(2026, 3, 2)
APPLICATION, OTHER_APPLICATION = UUID(int=2), UUID(int=3)
PERSON = UUID(int=1)
PAYMENT, SECOND_PAYMENT = UUID(int=21), UUID(int=22)
REFUND, WAIVER = UUID(int=31), UUID(int=41)
VOLUNTARY = RULEBOOK.fees
STATUTORY = load_rulebook(ROOT / "rulebooks" / "hcpc-statutory.toml", TODAY).fees
REFERENCE = reference_of(APPLICATION)


def charge(
    route: str | None = "training-scheme",
    fees: Fees = VOLUNTARY,
    moment: FallsDue = FallsDue.SUBMISSION,
    on: date = TODAY,
) -> ChargeFees:
    """Return the command by which a fee falls due."""
    return ChargeFees(APPLICATION, moment, fees, on, NOW, route, PERSON)


def due(
    pence: int = 8000,
    kind: str = "application",
    on: date = date(2026, 4, 1),
    *,
    before_admission: bool = False,
) -> FeeDue:
    """Return the event that a fee fell due."""
    return FeeDue(
        application_id=APPLICATION,
        kind=kind,
        pence=pence,
        currency="GBP",
        due_on=on,
        reference=REFERENCE,
        before_admission=before_admission,
        person_id=PERSON,
    )


def pay(
    pence: int = 8000,
    payment_id: UUID = PAYMENT,
    on: date = TODAY,
    *,
    elsewhere: bool = False,
) -> ReceivePayment:
    """Return the command that money came."""
    return ReceivePayment(
        application_id=APPLICATION,
        payment_id=payment_id,
        pence=pence,
        paid_on=on,
        method=PaymentMethod.BANK_TRANSFER,
        today=TODAY,
        now=NOW,
        payer="Z Łukasik",
        text="fee",
        person_id=PERSON,
        elsewhere=elsewhere,
    )


def paid(pence: int = 8000, payment_id: UUID = PAYMENT) -> FeePaid:
    """Return the event that money came."""
    return FeePaid(
        application_id=APPLICATION,
        payment_id=payment_id,
        pence=pence,
        paid_on=TODAY,
        method=PaymentMethod.BANK_TRANSFER,
        person_id=PERSON,
        payer="Z Łukasik",
        text="fee",
    )


def take_back(payment_id: UUID = PAYMENT, on: date = TODAY) -> TakeBackPayment:
    """Return the command that a bank took money back."""
    return TakeBackPayment(
        APPLICATION,
        payment_id,
        on,
        ReturnGround.REFER_TO_PAYER,
        TODAY,
        NOW,
        None,
        PERSON,
    )


def taken_back(pence: int = 8000, payment_id: UUID = PAYMENT) -> FeeReturned:
    """Return the event that a bank took money back."""
    return FeeReturned(
        application_id=APPLICATION,
        payment_id=payment_id,
        pence=pence,
        returned_on=TODAY,
        reason=ReturnGround.REFER_TO_PAYER,
        person_id=PERSON,
    )


def refund(pence: int = 3000, by: str = "actor-one", limit: int = 5000) -> Refund:
    """Return the command to give money back."""
    return Refund(
        APPLICATION,
        REFUND,
        pence,
        RefundGround.OVERPAID,
        "Sent too much.",
        by,
        limit,
        NOW,
        PERSON,
    )


def refunded(pence: int = 3000, proposed_by: str = "actor-one") -> FeeRefunded:
    """Return the event that money went back."""
    return FeeRefunded(
        application_id=APPLICATION,
        refund_id=REFUND,
        pence=pence,
        reason=RefundGround.OVERPAID,
        proposed_by=proposed_by,
        person_id=PERSON,
        explanation="Sent too much.",
    )


def waive(pence: int = 8000) -> Waive:
    """Return the command to ask for less."""
    return Waive(
        APPLICATION, WAIVER, pence, WaiverGround.HARDSHIP, "On leave.", NOW, PERSON
    )


def waived(pence: int = 8000) -> FeeWaived:
    """Return the event that less is asked for."""
    return FeeWaived(
        application_id=APPLICATION,
        waiver_id=WAIVER,
        pence=pence,
        reason=WaiverGround.HARDSHIP,
        person_id=PERSON,
        explanation="On leave.",
    )
