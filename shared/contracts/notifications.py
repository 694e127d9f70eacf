"""Events of the notifications service."""

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from shared.contracts.contract import CommandData, EventData, Personal


class MessageRequested(EventData):
    """The register owes somebody a message; it was rendered and waits to be sent.

    Where it has a signed link, the event says what that is for and how long it is
    good; the link itself is made as the message is sent, and is in no event.
    """

    TYPE: ClassVar[str] = "register.notifications.message-requested.v1"
    REASON: ClassVar[str] = "outcome-to-be-told"

    message_id: UUID
    about: str
    template: str
    template_version: int
    link_purpose: str | None = None
    link_subject: str | None = None
    link_expires_at: datetime | None = None
    person_id: Personal[UUID] = None
    to: Personal[str] = None
    subject_line: Personal[str] = None
    body: Personal[str] = None


class MessageSent(EventData):
    """The message was handed over to the mail system."""

    TYPE: ClassVar[str] = "register.notifications.message-sent.v1"
    REASON: ClassVar[str] = "accepted-by-transport"

    message_id: UUID
    transport: str
    reference: str


class MessageFailed(EventData):
    """The mail system refused the message for good."""

    TYPE: ClassVar[str] = "register.notifications.message-failed.v1"
    REASON: ClassVar[str] = "refused-by-transport"

    message_id: UUID
    transport: str
    code: str


EVENTS: tuple[type[EventData], ...] = (MessageRequested, MessageSent, MessageFailed)
COMMANDS: tuple[type[CommandData], ...] = ()
