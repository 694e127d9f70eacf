"""What the service that waits for proof is told, when that changes (domain §7A R6)."""

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

from services.notifications.messages.deciding.events import Event
from services.notifications.messages.deciding.evolving import evolve
from services.notifications.messages.state import (
    Notice,
    Requested,
    State,
    is_broken,
    is_met,
)
from shared.contracts.notices import NoticeServed, NoticeUnserved
from shared.contracts.notifications import (
    LetterPosted,
    MessageBounced,
    MessageDelivered,
    MessageFailed,
    MessageSent,
    MessageWithdrawn,
    ToldOtherwise,
)

BY_HAND = "by-hand"
TOLD_WITHOUT_PROOF = "told-without-proof"
FAILED = "failed"


def with_answer(
    events: Sequence[Event], state: State, today: date, message_id: UUID
) -> Sequence[Event]:
    """Return the events, and the answer to whoever waits, if it is a new one.

    `today` is the register's date of what happened now. A notice is served by the last
    of its channels, and a notice that came back serves nobody.
    """
    after = state
    for event in events:
        after = evolve(after, event)
    if not events or not isinstance(after, Requested) or after.notice is None:
        return events
    notice = after.notice
    if is_met(after) and notice.served is not True:
        return [*events, _served(after, notice, events[-1], today, message_id)]
    if is_broken(after) and notice.served is not False:
        unserved = NoticeUnserved(
            message_id=message_id,
            notice_id=notice.notice_id,
            about=after.about,
            code=_code(events[-1]),
        )
        return [*events, unserved]
    return events


def _served(
    state: Requested, notice: Notice, proof: Event, today: date, message_id: UUID
) -> NoticeServed:
    channel, sent_on, reference = _proof(proof, today)
    next_day = channel in notice.next_day
    return NoticeServed(
        message_id=message_id,
        notice_id=notice.notice_id,
        about=state.about,
        channel=channel,
        sent_on=sent_on,
        served_on=sent_on + timedelta(days=1 if next_day else 0),
        reference=reference,
    )


def _proof(event: Event, today: date) -> tuple[str, date, str | None]:
    """Return the channel, the day and the reference of what proves the service."""
    match event:
        case MessageSent():
            return event.channel, today, event.reference
        case LetterPosted():
            return event.channel, event.posted_on, None
        case ToldOtherwise():
            return BY_HAND, event.told_on, None
        case MessageDelivered():
            return event.channel, today, None
        case _:
            raise AssertionError(type(event).__name__)


def _code(event: Event) -> str:
    match event:
        case MessageFailed() | MessageBounced():
            return event.code
        case MessageWithdrawn():
            return event.reason
        case ToldOtherwise():
            return TOLD_WITHOUT_PROOF
        case _:
            return FAILED
