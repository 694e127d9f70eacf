"""What a person does about an obligation that is not met."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept of a message's words and addresses; all None after an erasure."""

    person_id: UUID | None = None
    to: str | None = None
    postal_address: str | None = None
    subject_line: str | None = None
    body: str | None = None
    html: str | None = None


@dataclass(frozen=True, slots=True)
class OrderDelivery:
    """Send the message again; `kept` is what it said and where it went before."""

    message_id: UUID
    channel: str
    instead_of: str
    reason: str
    to: str | None
    postal_address: str | None
    now: datetime
    kept: Kept = Kept()


@dataclass(frozen=True, slots=True)
class RecordToldOtherwise:
    """Somebody told the person, on `told_on`, `today` at the latest."""

    message_id: UUID
    how: str
    told_on: date
    note: str | None
    today: date
    now: datetime
    kept: Kept = Kept()


@dataclass(frozen=True, slots=True)
class WithdrawMessage:
    """The obligation is owed no longer."""

    message_id: UUID
    reason: str
    now: datetime
