"""What may be asked of a confirmation."""

from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias
from uuid import UUID

from shared.contracts.confirming import DeclineReason


@dataclass(frozen=True, slots=True)
class Proposer:
    """Who is asked, for whom; `person_id` is the applicant's."""

    person_id: UUID | None = None
    name: str | None = None
    email: str | None = None
    applicant_name: str | None = None
    applicant_email: str | None = None


@dataclass(frozen=True, slots=True)
class AskProposer:
    """An application names a proposer, who is to confirm it by these instants."""

    confirmation_id: UUID
    application_id: UUID
    role: str
    proposer: Proposer
    remind_at: datetime
    expires_at: datetime
    now: datetime


@dataclass(frozen=True, slots=True)
class AskAnother:
    """Another person is to confirm instead.

    `before` is who was asked last, `taken` the addresses of the applicant and of the
    other proposers, folded: both are known from the read tables, as are those who are
    `tied` to the application. `actor` is the registrar who asks.
    """

    confirmation_id: UUID
    name: str | None
    email: str | None
    remind_at: datetime
    expires_at: datetime
    now: datetime
    before: Proposer | None = None
    taken: frozenset[str] = frozenset()
    actor: str | None = None
    tied: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Confirm:
    """The holder of the link of an attempt confirms."""

    confirmation_id: UUID
    attempt: int
    name: str
    statement: str | None
    now: datetime
    person_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Decline:
    """The holder of the link of an attempt does not confirm."""

    confirmation_id: UUID
    attempt: int
    reason: DeclineReason
    statement: str | None
    now: datetime
    person_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class RecordPaper:
    """The registrar `actor` has seen the proposer's signature on paper.

    Who is `tied` to the application is known from the read tables.
    """

    confirmation_id: UUID
    name: str | None
    statement: str | None
    now: datetime
    person_id: UUID | None = None
    actor: str | None = None
    tied: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Remind:
    """The time for a reminder has come; whom to remind is known."""

    confirmation_id: UUID
    now: datetime
    proposer: Proposer | None = None


@dataclass(frozen=True, slots=True)
class Lapse:
    """The time for an answer has passed."""

    confirmation_id: UUID
    now: datetime


@dataclass(frozen=True, slots=True)
class Close:
    """The application is closed, so that no answer matters any more."""

    confirmation_id: UUID
    now: datetime


Command: TypeAlias = (
    AskProposer | AskAnother | Confirm | Decline | RecordPaper | Remind | Lapse | Close
)
