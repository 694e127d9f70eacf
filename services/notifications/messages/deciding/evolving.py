"""What a message is after each event."""

from dataclasses import replace

from services.notifications.messages.deciding.events import Event
from services.notifications.messages.state import (
    Delivery,
    Ending,
    Notice,
    NotRequested,
    Requested,
    State,
    Step,
)
from shared.contracts.notices import NoticeServed, NoticeUnserved
from shared.contracts.notifications import (
    DeliveryOrdered,
    LetterPosted,
    MessageBounced,
    MessageDelivered,
    MessageFailed,
    MessageMayHaveBeenSentTwice,
    MessageOverdue,
    MessageRequested,
    MessageSent,
    MessageWithdrawn,
    Told,
    ToldOtherwise,
)


def evolve(  # noqa: C901, PLR0911 - one line a kind of event
    state: State, event: Event
) -> State:
    """Return the situation after the event."""
    if isinstance(event, MessageRequested):
        return _requested(event)
    if isinstance(state, NotRequested):
        return state
    match event:
        case MessageSent() | MessageFailed() | MessageDelivered() | LetterPosted():
            return _moved(state, event.channel, event.number, _STEPS[type(event)])
        case MessageBounced():
            step = Step.BOUNCED if event.permanent else None
            return _moved(state, event.channel, event.number, step)
        case MessageMayHaveBeenSentTwice():
            return _repeated(state, event)
        case DeliveryOrdered():
            return _ordered(state, event)
        case MessageOverdue():
            return replace(state, overdue=True)
        case ToldOtherwise():
            by_hand = event.how == Told.BY_HAND
            ending = Ending.TOLD_BY_HAND if by_hand else Ending.TOLD_WITHOUT_PROOF
            return replace(state, ending=ending)
        case MessageWithdrawn():
            return replace(state, ending=Ending.WITHDRAWN)
        case NoticeServed() | NoticeUnserved():
            return _answered(state, isinstance(event, NoticeServed))


_STEPS: dict[type[Event], Step] = {
    MessageSent: Step.SENT,
    MessageFailed: Step.FAILED,
    MessageDelivered: Step.DELIVERED,
    LetterPosted: Step.POSTED,
}


def _requested(event: MessageRequested) -> Requested:
    return Requested(
        about=event.about,
        demanded=frozenset(event.channels),
        deliveries={channel: Delivery() for channel in event.channels},
        notice=(
            Notice(event.notice_id, frozenset(event.next_day))
            if event.notice_id
            else None
        ),
        rule=event.rule,
        due_by=event.due_by,
    )


def _moved(state: Requested, channel: str, number: int, step: Step | None) -> Requested:
    """Return the state with the delivery moved; an earlier one's news moves nothing."""
    found = state.deliveries.get(channel)
    if found is None or found.number != number or step is None:
        return state
    moved = replace(found, step=step)
    return replace(state, deliveries={**state.deliveries, channel: moved})


def _repeated(state: Requested, event: MessageMayHaveBeenSentTwice) -> Requested:
    found = state.deliveries.get(event.channel)
    if found is None or found.number != event.number:
        return state
    again = replace(found, attempt=event.attempt)
    return replace(state, deliveries={**state.deliveries, event.channel: again})


def _ordered(state: Requested, event: DeliveryOrdered) -> Requested:
    ordered = Delivery(number=event.number)
    return replace(
        state,
        demanded=state.demanded - {event.instead_of} | {event.channel},
        deliveries={**state.deliveries, event.channel: ordered},
    )


def _answered(state: Requested, served: bool) -> Requested:
    if state.notice is None:
        return state
    return replace(state, notice=replace(state.notice, served=served))
