"""Every decision about a subscriber, and what it is after each event."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeAlias

from services.notifications.subscriptions.commands import (
    ChangeEndpoint,
    Command,
    Disable,
    Enable,
    End,
    Register,
    RotateSecret,
)
from services.notifications.subscriptions.rules import Reason, endpoint, refused
from services.notifications.subscriptions.state import (
    Ended,
    State,
    Subscribed,
    Unregistered,
)
from shared.contracts.subscribing import (
    SubscriberDisabled,
    SubscriberEnabled,
    SubscriberEnded,
    SubscriberEndpointChanged,
    SubscriberRegistered,
    SubscriberSecretRotated,
)
from shared.decider import Decider

Event: TypeAlias = (
    SubscriberRegistered
    | SubscriberEndpointChanged
    | SubscriberSecretRotated
    | SubscriberDisabled
    | SubscriberEnabled
    | SubscriberEnded
)


def decide(command: Command, state: State) -> Sequence[Event]:
    """Return the events that `command` leads to, or raise `Refused`."""
    match command:
        case Register():
            return _register(command, state)
        case ChangeEndpoint():
            return _change_endpoint(command, state)
        case RotateSecret():
            return _rotate(command, state)
        case Disable():
            return _disable(command, state)
        case Enable():
            return _enable(command, state)
        case End():
            return _end(command, state)


def _register(command: Register, state: State) -> Sequence[Event]:
    if not isinstance(state, Unregistered):
        raise refused(Reason.REGISTERED_ALREADY)
    title = (command.title or "").strip()
    if not title:
        raise refused(Reason.NO_TITLE)
    if not command.changes:
        raise refused(Reason.NO_CHANGES)
    return [
        SubscriberRegistered(
            subscriber_id=command.subscriber_id,
            kind=command.kind,
            changes=tuple(dict.fromkeys(command.changes)),
            secret_id=command.secret_id,
            title=title,
            url=endpoint(command.url),
        )
    ]


def _change_endpoint(command: ChangeEndpoint, state: State) -> Sequence[Event]:
    _subscribed(state)
    return [
        SubscriberEndpointChanged(
            subscriber_id=command.subscriber_id, url=endpoint(command.url)
        )
    ]


def _rotate(command: RotateSecret, state: State) -> Sequence[Event]:
    found = _subscribed(state)
    if found.secret_id == command.secret_id:
        return []
    return [
        SubscriberSecretRotated(
            subscriber_id=command.subscriber_id,
            secret_id=command.secret_id,
            earlier_secret_id=found.secret_id,
            earlier_until=command.earlier_until,
        )
    ]


def _disable(command: Disable, state: State) -> Sequence[Event]:
    # An endpoint may still say that it is gone when the subscription has ended.
    if isinstance(state, Ended) or _subscribed(state).disabled is not None:
        return []
    return [SubscriberDisabled(subscriber_id=command.subscriber_id, code=command.code)]


def _enable(command: Enable, state: State) -> Sequence[Event]:
    if _subscribed(state).disabled is None:
        return []
    return [SubscriberEnabled(subscriber_id=command.subscriber_id)]


def _end(command: End, state: State) -> Sequence[Event]:
    if isinstance(state, Ended):
        return []
    _subscribed(state)
    return [SubscriberEnded(subscriber_id=command.subscriber_id)]


def _subscribed(state: State) -> Subscribed:
    """Return the subscriber, or refuse where there is none (any more)."""
    match state:
        case Subscribed():
            return state
        case Unregistered():
            raise refused(Reason.NO_SUCH_SUBSCRIBER)
        case Ended():
            raise refused(Reason.ENDED)


def evolve(  # noqa: PLR0911 - one line a kind of event
    state: State, event: Event
) -> State:
    """Return what the subscriber is after `event`."""
    if isinstance(event, SubscriberRegistered):
        return Subscribed(event.secret_id)
    if not isinstance(state, Subscribed):
        return state
    match event:
        case SubscriberSecretRotated():
            return replace(state, secret_id=event.secret_id)
        case SubscriberDisabled():
            return replace(state, disabled=event.code)
        case SubscriberEnabled():
            return replace(state, disabled=None)
        case SubscriberEnded():
            return Ended()
        case SubscriberEndpointChanged():
            return state


SUBSCRIBER = Decider[Command, State, Event](
    initial=Unregistered(), decide=decide, evolve=evolve
)
"""The rules of a subscriber."""
