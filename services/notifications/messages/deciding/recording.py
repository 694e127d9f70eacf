"""Recording what became of a delivery: what is known already changes nothing."""

from collections.abc import Sequence
from dataclasses import replace

from services.notifications.messages.commands import (
    RecordBounced,
    RecordDelivered,
    RecordFailed,
    RecordMaybeTwice,
    RecordOverdue,
    RecordPosted,
    RecordSent,
)
from services.notifications.messages.deciding.events import Event
from services.notifications.messages.deciding.refusals import (
    Reason,
    delivery_of,
    refused,
    requested,
)
from services.notifications.messages.state import (
    LETTERS,
    Delivery,
    Requested,
    State,
    Step,
    is_met,
    is_over,
)
from shared.contracts.notifications import (
    LetterPosted,
    MessageBounced,
    MessageDelivered,
    MessageFailed,
    MessageMayHaveBeenSentTwice,
    MessageOverdue,
    MessageSent,
)

_ON_ITS_WAY = frozenset({Step.WAITING, Step.SENT})
_CAME_BACK = frozenset({Step.FAILED, Step.BOUNCED})


def record_sent(command: RecordSent, state: State) -> Sequence[Event]:
    """Return that a waiting delivery was handed over, once."""
    found = delivery_of(state, command.channel, command.number)
    if not _is_latest(found, command.number) or found.step is not Step.WAITING:
        return []
    return [
        MessageSent(
            message_id=command.message_id,
            transport=command.transport,
            reference=command.reference,
            channel=command.channel,
            number=command.number,
            server=command.server,
            accepted_at=command.accepted_at,
            fulfilled=_fulfilled(requested(state), command.channel, Step.SENT),
        )
    ]


def record_failed(command: RecordFailed, state: State) -> Sequence[Event]:
    """Return that a waiting delivery failed for good, once."""
    found = delivery_of(state, command.channel, command.number)
    if not _is_latest(found, command.number) or found.step is not Step.WAITING:
        return []
    return [
        MessageFailed(
            message_id=command.message_id,
            transport=command.transport,
            code=command.code,
            channel=command.channel,
            number=command.number,
        )
    ]


def record_posted(command: RecordPosted, state: State) -> Sequence[Event]:
    """Return that the carrier took a letter over; a day to come is refused."""
    if command.channel not in LETTERS:
        raise refused(Reason.NOT_A_LETTER)
    if command.posted_on > command.today:
        raise refused(Reason.IN_THE_FUTURE)
    found = delivery_of(state, command.channel, command.number)
    if not _is_latest(found, command.number) or found.step not in _ON_ITS_WAY:
        return []
    return [
        LetterPosted(
            message_id=command.message_id,
            channel=command.channel,
            number=command.number,
            carrier=command.carrier,
            posted_on=command.posted_on,
            fulfilled=_fulfilled(requested(state), command.channel, Step.POSTED),
            person_id=command.person_id,
            reference=command.reference,
        )
    ]


def record_delivered(command: RecordDelivered, state: State) -> Sequence[Event]:
    """Return that a delivery arrived; one that came back did not."""
    found = delivery_of(state, command.channel, command.number)
    if found.step in _CAME_BACK or found.step is Step.DELIVERED:
        return []
    return [
        MessageDelivered(
            message_id=command.message_id,
            channel=command.channel,
            number=command.number,
            evidence=command.evidence,
        )
    ]


def record_bounced(command: RecordBounced, state: State) -> Sequence[Event]:
    """Return that a delivery did not arrive; once it came back, nothing is new."""
    found = delivery_of(state, command.channel, command.number)
    if _is_latest(found, command.number) and found.step in _CAME_BACK:
        return []
    return [
        MessageBounced(
            message_id=command.message_id,
            channel=command.channel,
            number=command.number,
            code=command.code,
            permanent=command.permanent,
        )
    ]


def record_maybe_twice(command: RecordMaybeTwice, state: State) -> Sequence[Event]:
    """Return that an attempt may be a repeat, once an attempt."""
    found = delivery_of(state, command.channel, command.number)
    if not _is_latest(found, command.number) or found.attempt >= command.attempt:
        return []
    return [
        MessageMayHaveBeenSentTwice(
            message_id=command.message_id,
            channel=command.channel,
            number=command.number,
            attempt=command.attempt,
        )
    ]


def record_overdue(command: RecordOverdue, state: State) -> Sequence[Event]:
    """Return that the day passed with the obligation unmet; else nothing."""
    owed = requested(state)
    if is_over(owed) or owed.overdue or owed.due_by is None:
        return []
    return [
        MessageOverdue(
            message_id=command.message_id,
            about=owed.about,
            rule=owed.rule,
            was_due_by=owed.due_by,
        )
    ]


def _is_latest(found: Delivery, number: int) -> bool:
    return found.number == number


def _fulfilled(owed: Requested, channel: str, step: Step) -> bool:
    """Return whether the obligation is met once the channel's delivery is so far."""
    delivery = replace(owed.deliveries[channel], step=step)
    after = {**owed.deliveries, channel: delivery}
    return is_met(replace(owed, deliveries=after))
