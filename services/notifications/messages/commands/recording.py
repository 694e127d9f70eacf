"""Recording what became of a delivery: always of the `number`th by its channel."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from shared.contracts.notifications import EMAIL


@dataclass(frozen=True, slots=True)
class RecordSent:
    """The transport took the message over; `reference` finds it there.

    `server` is who accepted it, at `accepted_at` of the machine's clock.
    """

    message_id: UUID
    transport: str
    reference: str
    now: datetime
    channel: str = EMAIL
    number: int = 1
    server: str | None = None
    accepted_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class RecordFailed:
    """The transport refused the message for good, or was tried for too long."""

    message_id: UUID
    transport: str
    code: str
    now: datetime
    channel: str = EMAIL
    number: int = 1


@dataclass(frozen=True, slots=True)
class RecordDelivered:
    """The other side reported that the delivery arrived."""

    message_id: UUID
    channel: str
    number: int
    evidence: str
    now: datetime


@dataclass(frozen=True, slots=True)
class RecordBounced:
    """The other side reported that the delivery did not arrive."""

    message_id: UUID
    channel: str
    number: int
    code: str
    permanent: bool
    now: datetime


@dataclass(frozen=True, slots=True)
class RecordMaybeTwice:
    """An attempt was begun whose outcome nobody recorded: it is repeated."""

    message_id: UUID
    channel: str
    number: int
    attempt: int
    now: datetime


@dataclass(frozen=True, slots=True)
class RecordPosted:
    """The carrier took a letter over, `today` at the latest."""

    message_id: UUID
    channel: str
    number: int
    carrier: str
    reference: str | None
    posted_on: date
    today: date
    now: datetime
    person_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class RecordOverdue:
    """The day by which somebody was to be told is over."""

    message_id: UUID
    now: datetime
