"""What a person may ask of a message, and what its last day asks, as commands."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from uuid import NAMESPACE_URL, UUID, uuid5

from services.notifications.messages.commands import (
    OrderDelivery,
    Recipient,
    RecordBounced,
    RecordDelivered,
    RecordOverdue,
    RecordPosted,
    RecordToldOtherwise,
    RequestMessage,
    Terms,
    WithdrawMessage,
)
from services.notifications.messages.deciding.events import Event
from services.notifications.messages.telling.machinery import (
    ESCALATION,
    ESCALATION_RULE,
)
from services.notifications.wordings.in_use import WORDINGS
from shared.capability import (
    Asked,
    ClearDeadline,
    DeadlineChange,
    Due,
    SetDeadline,
    Translate,
)
from shared.clock import end_of_register_day, register_date
from shared.contracts import notifications as contracts
from shared.contracts.contract import CommandData

TELL_BY = "tell-by"
ESCALATE = "escalate"
ESCALATIONS = uuid5(NAMESPACE_URL, "register:obligations-overdue")


def order_delivery(data: contracts.OrderDelivery, asked: Asked) -> OrderDelivery:
    """The registrar has a message sent again, or by another channel."""
    return OrderDelivery(
        message_id=data.message_id,
        channel=data.channel,
        instead_of=data.instead_of or data.channel,
        reason=data.reason,
        to=data.to,
        postal_address=data.postal_address,
        now=asked.now,
    )


def letter_posted(data: contracts.RecordLetterPosted, asked: Asked) -> RecordPosted:
    """The registrar records the carrier's proof of posting."""
    return RecordPosted(
        message_id=data.message_id,
        channel=data.channel,
        number=data.number,
        carrier=data.carrier,
        reference=data.reference,
        posted_on=data.posted_on,
        today=register_date(asked.now),
        now=asked.now,
    )


def bounced(data: contracts.RecordMessageBounced, asked: Asked) -> RecordBounced:
    """Somebody records that a delivery came back."""
    return RecordBounced(
        message_id=data.message_id,
        channel=data.channel,
        number=data.number,
        code=data.code,
        permanent=data.permanent,
        now=asked.now,
    )


def delivered(data: contracts.RecordMessageDelivered, asked: Asked) -> RecordDelivered:
    """Somebody records that a delivery arrived."""
    return RecordDelivered(
        message_id=data.message_id,
        channel=data.channel,
        number=data.number,
        evidence=data.evidence,
        now=asked.now,
    )


def told_otherwise(
    data: contracts.RecordToldOtherwise, asked: Asked
) -> RecordToldOtherwise:
    """The registrar told the person otherwise."""
    return RecordToldOtherwise(
        message_id=data.message_id,
        how=data.how,
        told_on=data.told_on,
        note=data.note,
        today=register_date(asked.now),
        now=asked.now,
    )


def withdraw(data: contracts.WithdrawMessage, asked: Asked) -> WithdrawMessage:
    """The registrar says that nobody needs to be told any more."""
    return WithdrawMessage(data.message_id, data.reason, asked.now)


def overdue(stream: str, asked: Asked) -> RecordOverdue:
    """The day by which somebody was to be told is over."""
    return RecordOverdue(UUID(stream.removeprefix("message/")), asked.now)


def escalate(_stream: str, asked: Asked) -> RequestMessage:
    """What was overdue by the end of a day is put to the registrar in one letter.

    Its id follows from the day, so that many obligations make one letter.
    """
    day = register_date(asked.now)
    office = Recipient(None, None, asked.rulebook.notifications.office_address)
    return RequestMessage(
        message_id=uuid5(ESCALATIONS, day.isoformat()),
        about=f"overdue/{day}",
        wording=WORDINGS[ESCALATION],
        words={"register": asked.rulebook.title, "day": day},
        now=asked.now,
        recipient=office,
        # Without a day of its own: what cannot be escalated is not escalated again.
        terms=Terms(rule=ESCALATION_RULE),
        overdue_at=asked.now,
    )


def deadlines(event: Event) -> Sequence[DeadlineChange]:
    """Set the day by which somebody is to be told, until they are."""
    stream = f"message/{event.message_id}"
    match event:
        case contracts.MessageRequested() if event.due_by is not None:
            return [SetDeadline(stream, TELL_BY, event.due_by)]
        case contracts.MessageSent() | contracts.LetterPosted() if event.fulfilled:
            return [ClearDeadline(stream, TELL_BY)]
        case contracts.MessageOverdue():
            day_ends = end_of_register_day(register_date(event.was_due_by))
            return [SetDeadline(stream, ESCALATE, day_ends)]
        case contracts.ToldOtherwise() | contracts.MessageWithdrawn():
            return [ClearDeadline(stream, TELL_BY)]
        case _:
            return []


ACCEPTS: Mapping[type[CommandData], Translate] = MappingProxyType(
    {
        contracts.OrderDelivery: order_delivery,
        contracts.RecordLetterPosted: letter_posted,
        contracts.RecordMessageBounced: bounced,
        contracts.RecordMessageDelivered: delivered,
        contracts.RecordToldOtherwise: told_otherwise,
        contracts.WithdrawMessage: withdraw,
    }
)
"""What each command asks."""

DUE: Mapping[str, Due] = MappingProxyType({TELL_BY: overdue, ESCALATE: escalate})
"""What each deadline asks."""
