"""Events and commands of the notifications service: obligations, and their proof.

An obligation to tell somebody is a stream, `message/<id>`. It is met by a delivery by
each demanded channel: `email`, `webhook`, `post` or `tracked-post`. A delivery that is
ordered again by the same channel has the next `number`.
"""

from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar
from uuid import UUID

from shared.contracts.bounds import Code, Line, Text
from shared.contracts.contract import CommandData, EventData, Personal

EMAIL = "email"
POST = "post"
TRACKED_POST = "tracked-post"
WEBHOOK = "webhook"

BY_EMAIL: tuple[str, ...] = (EMAIL,)


class MessageRequested(EventData):
    """The register owes somebody a message; it was rendered and waits to be sent.

    It is owed under `rule`, by `due_by`, by all of `channels`; `notice_id` is that of
    the notice of which a service asked for proof. By `next_day` channels it counts as
    served on the day after it was sent (domain §7A R6). A `reminder` may wait for the
    morning. `html` is the body for those who read it so. `content_sha256` is the
    SHA-256, in hexadecimal, over the subject line, the body and `html` in UTF-8, with
    a line feed between them. Where it has a signed link, the event says what that is
    for and how long it is good; the link itself is made as the message is sent, and is
    in no event. By `webhook` it goes to a subscriber, and `person_id` is whom it is
    about; its `html` counts as empty.
    """

    TYPE: ClassVar[str] = "register.notifications.message-requested.v1"
    REASON: ClassVar[str] = "outcome-to-be-told"

    message_id: UUID
    about: str
    template: str
    template_version: int
    rule: str | None = None
    due_by: datetime | None = None
    channels: tuple[str, ...] = BY_EMAIL
    language: str = "en"
    reminder: bool = False
    notice_id: UUID | None = None
    next_day: tuple[str, ...] = ()
    link_purpose: str | None = None
    link_subject: str | None = None
    link_expires_at: datetime | None = None
    subscriber_id: UUID | None = None
    person_id: Personal[UUID] = None
    name: Personal[str] = None
    to: Personal[str] = None
    postal_address: Personal[str] = None
    subject_line: Personal[str] = None
    body: Personal[str] = None
    html: Personal[str] = None
    content_sha256: Personal[str] = None


class MessageSent(EventData):
    """A delivery was handed over: `server` accepted it at `accepted_at`.

    It `fulfilled` the obligation if no further channel was waited for. The address is
    that of the request, or of the order with the same `number`.
    """

    TYPE: ClassVar[str] = "register.notifications.message-sent.v1"
    REASON: ClassVar[str] = "accepted-by-transport"

    message_id: UUID
    transport: str
    reference: str
    channel: str = EMAIL
    number: int = 1
    server: str | None = None
    accepted_at: datetime | None = None
    fulfilled: bool = True


class MessageFailed(EventData):
    """A delivery failed for good; `code` says how.

    `no-usable-address`, `no-postal-address`, `unrenderable`, `gave-up`,
    `person-erased`, or the code of the server that refused it.
    """

    TYPE: ClassVar[str] = "register.notifications.message-failed.v1"
    REASON: ClassVar[str] = "refused-by-transport"

    message_id: UUID
    transport: str
    code: str
    channel: str = EMAIL
    number: int = 1


class MessageDelivered(EventData):
    """The other side said that the delivery arrived; `evidence` is a code."""

    TYPE: ClassVar[str] = "register.notifications.message-delivered.v1"
    REASON: ClassVar[str] = "arrival-reported"

    message_id: UUID
    channel: str
    number: int
    evidence: str


class MessageBounced(EventData):
    """The other side said that the delivery did not arrive.

    `code` is the enhanced status code (RFC 3463), or of a letter why it came back.
    What is not `permanent` may still arrive.
    """

    TYPE: ClassVar[str] = "register.notifications.message-bounced.v1"
    REASON: ClassVar[str] = "return-reported"

    message_id: UUID
    channel: str
    number: int
    code: str
    permanent: bool


class MessageMayHaveBeenSentTwice(EventData):
    """Work stopped between sending and recording: attempt `attempt` is a repeat."""

    TYPE: ClassVar[str] = "register.notifications.message-may-have-been-sent-twice.v1"
    REASON: ClassVar[str] = "sending-was-interrupted"

    message_id: UUID
    channel: str
    number: int
    attempt: int


class LetterPosted(EventData):
    """The carrier took the letter over; `reference` is its proof of posting."""

    TYPE: ClassVar[str] = "register.notifications.letter-posted.v1"
    REASON: ClassVar[str] = "proof-of-posting"

    message_id: UUID
    channel: str
    number: int
    carrier: str
    posted_on: date
    fulfilled: bool
    person_id: Personal[UUID] = None
    reference: Personal[str] = None


class DeliveryOrdered(EventData):
    """A person ordered another delivery by `channel`, in the place of `instead_of`."""

    TYPE: ClassVar[str] = "register.notifications.delivery-ordered.v1"

    message_id: UUID
    channel: str
    number: int
    instead_of: str
    reason: str
    person_id: Personal[UUID] = None
    to: Personal[str] = None
    postal_address: Personal[str] = None
    subject_line: Personal[str] = None
    body: Personal[str] = None
    html: Personal[str] = None


class MessageOverdue(EventData):
    """The obligation was not met by the day it was due: it is put to a person."""

    TYPE: ClassVar[str] = "register.notifications.message-overdue.v1"
    REASON: ClassVar[str] = "obligation-unmet"

    message_id: UUID
    about: str
    rule: str | None
    was_due_by: datetime


class ToldOtherwise(EventData):
    """The person was told in another way, recorded by whoever told them."""

    TYPE: ClassVar[str] = "register.notifications.told-otherwise.v1"
    REASON: ClassVar[str] = "told-by-a-person"

    message_id: UUID
    how: str
    told_on: date
    person_id: Personal[UUID] = None
    note: Personal[str] = None


class MessageWithdrawn(EventData):
    """The obligation is gone: nobody needs to be told any more."""

    TYPE: ClassVar[str] = "register.notifications.message-withdrawn.v1"

    message_id: UUID
    reason: str


class Told(StrEnum):
    """How a person is told otherwise; only by hand is it proof of service."""

    BY_HAND = "by-hand"
    BY_TELEPHONE = "by-telephone"
    IN_A_MEETING = "in-a-meeting"


class AgainBecause(StrEnum):
    """Why a delivery is ordered again."""

    ADDRESS_CORRECTED = "address-corrected"
    MAILBOX_WORKS_AGAIN = "mailbox-works-again"
    BY_POST_INSTEAD = "by-post-instead"
    ASKED_FOR = "asked-for"


class NoLongerOwed(StrEnum):
    """Why an obligation is gone."""

    OVERTAKEN = "overtaken-by-events"
    PERSON_DIED = "person-died"
    SENT_IN_ERROR = "requested-in-error"


class OrderDelivery(CommandData):
    """Send a message again, or by another channel, to the address given.

    It takes the place of the delivery by `instead_of`, which failed or came back;
    without it, of one by the same channel.
    """

    TYPE: ClassVar[str] = "register.notifications.order-delivery.v1"

    message_id: UUID
    channel: Code
    reason: AgainBecause
    instead_of: Code | None = None
    to: Personal[Line] = None
    postal_address: Personal[Text] = None


class RecordLetterPosted(CommandData):
    """Record the carrier's proof of posting of a letter."""

    TYPE: ClassVar[str] = "register.notifications.record-letter-posted.v1"

    message_id: UUID
    channel: Code
    carrier: Code
    posted_on: date
    number: int = 1
    reference: Personal[Line] = None


class RecordMessageBounced(CommandData):
    """Record that a delivery came back: a letter, or mail that somebody else read."""

    TYPE: ClassVar[str] = "register.notifications.record-message-bounced.v1"

    message_id: UUID
    channel: Code
    code: Code
    number: int = 1
    permanent: bool = True


class RecordMessageDelivered(CommandData):
    """Record that a delivery arrived, and by what evidence."""

    TYPE: ClassVar[str] = "register.notifications.record-message-delivered.v1"

    message_id: UUID
    channel: Code
    evidence: Code
    number: int = 1


class RecordToldOtherwise(CommandData):
    """Record that one told the person oneself."""

    TYPE: ClassVar[str] = "register.notifications.record-told-otherwise.v1"

    message_id: UUID
    how: Told
    told_on: date
    note: Personal[Text] = None


class WithdrawMessage(CommandData):
    """Withdraw an obligation that is owed no longer."""

    TYPE: ClassVar[str] = "register.notifications.withdraw-message.v1"

    message_id: UUID
    reason: NoLongerOwed


EVENTS: tuple[type[EventData], ...] = (
    MessageRequested,
    MessageSent,
    MessageFailed,
    MessageDelivered,
    MessageBounced,
    MessageMayHaveBeenSentTwice,
    LetterPosted,
    DeliveryOrdered,
    MessageOverdue,
    ToldOtherwise,
    MessageWithdrawn,
)
COMMANDS: tuple[type[CommandData], ...] = (
    OrderDelivery,
    RecordLetterPosted,
    RecordMessageBounced,
    RecordMessageDelivered,
    RecordToldOtherwise,
    WithdrawMessage,
)
