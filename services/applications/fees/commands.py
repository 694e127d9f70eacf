"""What may be asked about the fees of an application, and about money of nobody's."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeAlias
from uuid import UUID

from shared.contracts.fees import (
    DismissalGround,
    PaymentMethod,
    RefundGround,
    ReturnGround,
    UnmatchedGround,
    WaiverGround,
)
from shared.rulebook.tables.fees import FallsDue, Fees


@dataclass(frozen=True, slots=True)
class ChargeFees:
    """What falls due at a moment falls due, by the price list of the day `on`.

    `route` and `person_id` are known from the read tables where they do not come along.
    """

    application_id: UUID
    moment: FallsDue
    fees: Fees
    on: date
    now: datetime
    route: str | None = None
    person_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class ReceivePayment:
    """Money came for the application; `elsewhere` says that another has it already.

    Where a registrar says so, they are the `actor`, and who is `tied` to the
    application is known from the read tables.
    """

    application_id: UUID
    payment_id: UUID
    pence: int
    paid_on: date
    method: PaymentMethod
    today: date
    now: datetime
    file: str | None = None
    payer: str | None = None
    text: str | None = None
    person_id: UUID | None = None
    elsewhere: bool = False
    actor: str | None = None
    tied: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class TakeBackPayment:
    """A bank took a payment of the application back, says the `actor`."""

    application_id: UUID
    payment_id: UUID
    returned_on: date
    reason: ReturnGround
    today: date
    now: datetime
    file: str | None = None
    person_id: UUID | None = None
    actor: str | None = None
    tied: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Refund:
    """The registrar `actor` wants money to go back; above `limit` a second one too."""

    application_id: UUID
    refund_id: UUID
    pence: int
    reason: RefundGround
    explanation: str | None
    actor: str
    limit: int
    now: datetime
    person_id: UUID | None = None
    tied: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Waive:
    """A fee, or a part of it, is not asked for, says the `actor`."""

    application_id: UUID
    waiver_id: UUID
    pence: int
    reason: WaiverGround
    explanation: str | None
    now: datetime
    person_id: UUID | None = None
    actor: str | None = None
    tied: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class KeepUnmatched:
    """Money came, or went back, of which nobody knows whose it is.

    `payer_id` is drawn for whoever that may be, so that an erasure can name them.
    """

    payment_id: UUID
    pence: int
    paid_on: date
    method: PaymentMethod
    reason: UnmatchedGround
    returned: bool
    today: date
    now: datetime
    file: str | None = None
    payer: str | None = None
    text: str | None = None
    payer_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Allocate:
    """The `actor` found whose it is; `owes` says that the application has fees."""

    payment_id: UUID
    application_id: UUID
    now: datetime
    owes: bool = False
    actor: str | None = None
    tied: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Dismiss:
    """A person found that it is no payment of any application."""

    payment_id: UUID
    reason: DismissalGround
    now: datetime


ByStaff: TypeAlias = ReceivePayment | TakeBackPayment | Refund | Waive | Allocate
"""What somebody of the staff may ask for of one application."""

OnAccount: TypeAlias = ChargeFees | ReceivePayment | TakeBackPayment | Refund | Waive
OnUnmatched: TypeAlias = KeepUnmatched | Allocate | Dismiss
Command: TypeAlias = OnAccount | OnUnmatched
