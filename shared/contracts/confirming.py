"""Events and commands about proposers, who confirm an application by a signed link."""

from datetime import datetime
from enum import StrEnum
from typing import ClassVar
from uuid import UUID

from shared.contracts.bounds import Line, Text
from shared.contracts.contract import CommandData, EventData, Personal


class ConfirmedBy(StrEnum):
    """How a proposer confirmed."""

    LINK = "link"
    PAPER = "paper"


class DeclineReason(StrEnum):
    """Why a proposer does not confirm."""

    NOT_KNOWN = "does-not-know-applicant"
    NOT_ACCURATE = "not-accurate"
    CONFLICT = "conflict-of-interest"
    OTHER = "other"


class ConfirmationAsked(EventData):
    """A proposer is asked to confirm an application, by a link in a message.

    `role` tells the proposers apart (`proposer-1`); `attempt` counts whom was asked
    in that role, and a link is good for one attempt. `person_id` is the applicant's:
    what is known of a proposer goes with them.
    """

    TYPE: ClassVar[str] = "register.applications.confirmation-asked.v1"
    REASON: ClassVar[str] = "named-as-proposer"

    confirmation_id: UUID
    application_id: UUID
    role: str
    attempt: int
    expires_at: datetime
    remind_at: datetime
    person_id: Personal[UUID] = None
    name: Personal[str] = None
    email: Personal[str] = None
    applicant_name: Personal[str] = None
    applicant_email: Personal[str] = None


class ConfirmationReminded(EventData):
    """A proposer who has not answered is reminded, with a new link."""

    TYPE: ClassVar[str] = "register.applications.confirmation-reminded.v1"
    REASON: ClassVar[str] = "not-answered"

    confirmation_id: UUID
    application_id: UUID
    attempt: int
    expires_at: datetime
    person_id: Personal[UUID] = None
    name: Personal[str] = None
    email: Personal[str] = None
    applicant_name: Personal[str] = None


class ConfirmationGiven(EventData):
    """A proposer confirmed the application; `name` is as they wrote it."""

    TYPE: ClassVar[str] = "register.applications.confirmation-given.v1"
    REASON: ClassVar[str] = "confirmed-by-proposer"

    confirmation_id: UUID
    application_id: UUID
    by: ConfirmedBy
    person_id: Personal[UUID] = None
    name: Personal[str] = None
    statement: Personal[str] = None


class ConfirmationDeclined(EventData):
    """A proposer would not confirm the application."""

    TYPE: ClassVar[str] = "register.applications.confirmation-declined.v1"

    confirmation_id: UUID
    application_id: UUID
    reason: DeclineReason
    person_id: Personal[UUID] = None
    statement: Personal[str] = None


class ConfirmationLapsed(EventData):
    """A proposer did not answer in time; the link is good for nothing any more."""

    TYPE: ClassVar[str] = "register.applications.confirmation-lapsed.v1"
    REASON: ClassVar[str] = "not-answered-in-time"

    confirmation_id: UUID
    application_id: UUID


class ConfirmationClosed(EventData):
    """The application was decided or withdrawn: no answer is waited for any more."""

    TYPE: ClassVar[str] = "register.applications.confirmation-closed.v1"
    REASON: ClassVar[str] = "application-closed"

    confirmation_id: UUID
    application_id: UUID


class RecordPaperConfirmation(CommandData):
    """Record that a proposer's signature on paper was seen."""

    TYPE: ClassVar[str] = "register.applications.record-paper-confirmation.v1"

    confirmation_id: UUID
    name: Personal[Line] = None
    statement: Personal[Text] = None


class AskAnotherProposer(CommandData):
    """Ask another person instead of a proposer who has not confirmed."""

    TYPE: ClassVar[str] = "register.applications.ask-another-proposer.v1"

    confirmation_id: UUID
    name: Personal[Line] = None
    email: Personal[Line] = None


EVENTS: tuple[type[EventData], ...] = (
    ConfirmationAsked,
    ConfirmationReminded,
    ConfirmationGiven,
    ConfirmationDeclined,
    ConfirmationLapsed,
    ConfirmationClosed,
)
COMMANDS: tuple[type[CommandData], ...] = (
    RecordPaperConfirmation,
    AskAnotherProposer,
)
