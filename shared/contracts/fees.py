"""Events and commands about fees: due, paid, returned, refunded, waived.

Amounts are whole pence of pounds sterling. Who paid, and in which words, is sealed.
"""

from datetime import date
from enum import StrEnum
from typing import Annotated, ClassVar
from uuid import UUID

from pydantic import Field

from shared.contracts.bounds import Code, Line, Text
from shared.contracts.contract import CommandData, EventData, Personal

MOST_PENCE = 10_000_000

Pence = Annotated[int, Field(ge=1, le=MOST_PENCE)]


class PaymentMethod(StrEnum):
    """How money came."""

    BANK_TRANSFER = "bank-transfer"
    DIRECT_DEBIT = "direct-debit"
    CARD = "card"
    CHEQUE = "cheque"
    CASH = "cash"


class ReturnGround(StrEnum):
    """Why a bank took a payment back, as results of direct debits say it."""

    REFER_TO_PAYER = "refer-to-payer"
    INSTRUCTION_CANCELLED = "instruction-cancelled"
    PAYER_DECEASED = "payer-deceased"
    ACCOUNT_TRANSFERRED = "account-transferred"
    NOTICE_DISPUTED = "advance-notice-disputed"
    NO_ACCOUNT = "no-account"
    NO_INSTRUCTION = "no-instruction"
    AMOUNT_DIFFERS = "amount-differs"
    NOT_YET_DUE = "amount-not-yet-due"
    PRESENTATION_OVERDUE = "presentation-overdue"
    ACCOUNT_CLOSED = "account-closed"
    OTHER = "other"


class RefundGround(StrEnum):
    """Why money goes back."""

    PAID_TWICE = "paid-twice"
    OVERPAID = "overpaid"
    NOT_OURS = "not-meant-for-the-register"
    GOODWILL = "goodwill"
    COMPLAINT = "complaint-upheld"


class WaiverGround(StrEnum):
    """Why a fee, or a part of it, is not asked for."""

    HARDSHIP = "hardship"
    REGISTER_ERROR = "error-of-the-register"
    PAID_BEFORE = "paid-with-an-earlier-application"
    SERVICE_PEOPLE = "agreement-with-employer"


class UnmatchedGround(StrEnum):
    """Why software did not say whose a payment is."""

    NO_REFERENCE = "no-reference"
    UNKNOWN_REFERENCE = "unknown-reference"
    AMBIGUOUS = "more-than-one-application"
    LOOKS_REPEATED = "looks-repeated"
    NO_PAYMENT_TO_RETURN = "no-payment-to-return"
    SENDER_TIED = "sender-tied"


class DismissalGround(StrEnum):
    """Why an unmatched row is nobody's payment."""

    SENT_BACK = "sent-back"
    NOT_A_PAYMENT = "not-a-payment"
    RECORDED_BEFORE = "recorded-before"


class FeeDue(EventData):
    """A fee fell due, at the price of the day, under the application's reference."""

    TYPE: ClassVar[str] = "register.applications.fee-due.v1"
    REASON: ClassVar[str] = "price-list"

    application_id: UUID
    kind: str
    pence: int
    currency: str
    due_on: date
    reference: str
    before_admission: bool
    person_id: Personal[UUID] = None


class FeePaid(EventData):
    """A payment towards the application's fees was received.

    `file` is the SHA-256 of the imported file that told of it, None for a receipt.
    """

    TYPE: ClassVar[str] = "register.applications.fee-paid.v1"
    REASON: ClassVar[str] = "payment-received"

    application_id: UUID
    payment_id: UUID
    pence: int
    paid_on: date
    method: PaymentMethod
    file: str | None = None
    person_id: Personal[UUID] = None
    payer: Personal[str] = None
    text: Personal[str] = None


class FeeReturned(EventData):
    """A bank took a payment back, and the fee is owed again."""

    TYPE: ClassVar[str] = "register.applications.fee-returned.v1"

    application_id: UUID
    payment_id: UUID
    pence: int
    returned_on: date
    reason: ReturnGround
    file: str | None = None
    person_id: Personal[UUID] = None


class FeeRefundProposed(EventData):
    """Somebody wants money to go back, which a second person has to want too."""

    TYPE: ClassVar[str] = "register.applications.fee-refund-proposed.v1"

    application_id: UUID
    refund_id: UUID
    pence: int
    reason: RefundGround
    proposed_by: str


class FeeRefunded(EventData):
    """Money went back to who had paid it."""

    TYPE: ClassVar[str] = "register.applications.fee-refunded.v1"

    application_id: UUID
    refund_id: UUID
    pence: int
    reason: RefundGround
    proposed_by: str
    person_id: Personal[UUID] = None
    explanation: Personal[str] = None


class FeeWaived(EventData):
    """A fee, or a part of it, is not asked for."""

    TYPE: ClassVar[str] = "register.applications.fee-waived.v1"

    application_id: UUID
    waiver_id: UUID
    pence: int
    reason: WaiverGround
    person_id: Personal[UUID] = None
    explanation: Personal[str] = None


class PaymentUnmatched(EventData):
    """Money came, or went back, of which nobody knows yet whose it is."""

    TYPE: ClassVar[str] = "register.applications.payment-unmatched.v1"

    payment_id: UUID
    pence: int
    paid_on: date
    method: PaymentMethod
    reason: UnmatchedGround
    returned: bool = False
    file: str | None = None
    # Somebody, until it is known who: what was written of them goes under this id.
    person_id: Personal[UUID] = None
    payer: Personal[str] = None
    text: Personal[str] = None


class PaymentAllocated(EventData):
    """A person found whose an unmatched payment is."""

    TYPE: ClassVar[str] = "register.applications.payment-allocated.v1"
    REASON: ClassVar[str] = "found-by-registrar"

    payment_id: UUID
    application_id: UUID
    pence: int
    paid_on: date
    method: PaymentMethod
    file: str | None = None


class PaymentDismissed(EventData):
    """A person found that an unmatched row is no payment of any application."""

    TYPE: ClassVar[str] = "register.applications.payment-dismissed.v1"

    payment_id: UUID
    reason: DismissalGround


class RecordPayment(CommandData):
    """Record a payment by its receipt, or by a row of an imported file."""

    TYPE: ClassVar[str] = "register.applications.record-payment.v1"

    application_id: UUID
    payment_id: UUID
    pence: Pence
    paid_on: date
    method: PaymentMethod
    file: Code | None = None
    payer: Personal[Line] = None
    text: Personal[Line] = None


class RecordReturnedPayment(CommandData):
    """Record that a bank took a payment back."""

    TYPE: ClassVar[str] = "register.applications.record-returned-payment.v1"

    application_id: UUID
    payment_id: UUID
    returned_on: date
    reason: ReturnGround
    file: Code | None = None


class RecordUnmatchedPayment(CommandData):
    """Record a row of a file of which nobody knows whose it is."""

    TYPE: ClassVar[str] = "register.applications.record-unmatched-payment.v1"

    payment_id: UUID
    pence: Pence
    paid_on: date
    method: PaymentMethod
    reason: UnmatchedGround
    returned: bool = False
    file: Code | None = None
    payer: Personal[Line] = None
    text: Personal[Line] = None


class AllocatePayment(CommandData):
    """Say whose an unmatched payment is."""

    TYPE: ClassVar[str] = "register.applications.allocate-payment.v1"

    payment_id: UUID
    application_id: UUID


class DismissPayment(CommandData):
    """Say that an unmatched row is no payment of any application."""

    TYPE: ClassVar[str] = "register.applications.dismiss-payment.v1"

    payment_id: UUID
    reason: DismissalGround


class RefundFee(CommandData):
    """Give money back; above the rulebook's limit a second person asks for it too."""

    TYPE: ClassVar[str] = "register.applications.refund-fee.v1"

    application_id: UUID
    refund_id: UUID
    pence: Pence
    reason: RefundGround
    explanation: Personal[Text] = None


class WaiveFee(CommandData):
    """Ask for less than the fee, or for nothing."""

    TYPE: ClassVar[str] = "register.applications.waive-fee.v1"

    application_id: UUID
    waiver_id: UUID
    pence: Pence
    reason: WaiverGround
    explanation: Personal[Text] = None


EVENTS: tuple[type[EventData], ...] = (
    FeeDue,
    FeePaid,
    FeeReturned,
    FeeRefundProposed,
    FeeRefunded,
    FeeWaived,
    PaymentUnmatched,
    PaymentAllocated,
    PaymentDismissed,
)
COMMANDS: tuple[type[CommandData], ...] = (
    RecordPayment,
    RecordReturnedPayment,
    RecordUnmatchedPayment,
    AllocatePayment,
    DismissPayment,
    RefundFee,
    WaiveFee,
)
