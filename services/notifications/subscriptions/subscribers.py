"""What subscriptions accept, and the capability as the kit sees it."""

from collections.abc import Mapping
from datetime import timedelta
from types import MappingProxyType
from uuid import uuid5

from services.notifications.subscriptions.commands import (
    ChangeEndpoint,
    Command,
    Disable,
    Enable,
    End,
    Register,
    RotateSecret,
)
from services.notifications.subscriptions.decider import SUBSCRIBER
from services.notifications.subscriptions.projections import project
from services.notifications.subscriptions.rules import BY_REGISTRAR
from shared.capability import Asked, Capability, Translate
from shared.contracts import subscribing as contracts
from shared.contracts.contract import CommandData


def register(data: contracts.RegisterSubscriber, asked: Asked) -> Register:
    """An employer or another register asked to be told."""
    return Register(
        subscriber_id=data.subscriber_id,
        kind=data.kind,
        changes=data.changes,
        title=data.title,
        url=data.url,
        secret_id=uuid5(asked.command_id, "secret"),
        now=asked.now,
    )


def change_endpoint(
    data: contracts.ChangeSubscriberEndpoint, asked: Asked
) -> ChangeEndpoint:
    """A subscriber is reached elsewhere."""
    return ChangeEndpoint(data.subscriber_id, data.url, asked.now)


def rotate(data: contracts.RotateSubscriberSecret, asked: Asked) -> RotateSecret:
    """A subscriber's secret is renewed, from time to time or since it got out."""
    overlap = timedelta(days=asked.rulebook.notifications.secret_overlap_days)
    return RotateSecret(
        subscriber_id=data.subscriber_id,
        secret_id=uuid5(asked.command_id, "secret"),
        earlier_until=asked.now + overlap,
        now=asked.now,
    )


def disable(data: contracts.DisableSubscriber, asked: Asked) -> Disable:
    """A registrar has a subscriber told nothing for the time being."""
    return Disable(data.subscriber_id, BY_REGISTRAR, asked.now)


def enable(data: contracts.EnableSubscriber, asked: Asked) -> Enable:
    """A registrar has a subscriber told again."""
    return Enable(data.subscriber_id, asked.now)


def end(data: contracts.EndSubscription, asked: Asked) -> End:
    """A subscriber wants to be told no more."""
    return End(data.subscriber_id, asked.now)


def stream_of(command: Command) -> str:
    """Return the stream of a subscriber."""
    return f"subscriber/{command.subscriber_id}"


ACCEPTS: Mapping[type[CommandData], Translate] = MappingProxyType(
    {
        contracts.RegisterSubscriber: register,
        contracts.ChangeSubscriberEndpoint: change_endpoint,
        contracts.RotateSubscriberSecret: rotate,
        contracts.DisableSubscriber: disable,
        contracts.EnableSubscriber: enable,
        contracts.EndSubscription: end,
    }
)
"""What each command asks."""

SUBSCRIPTIONS = Capability(
    name="subscriptions",
    decider=SUBSCRIBER,
    owns=contracts.EVENTS,
    stream_of=stream_of,
    accepts=ACCEPTS,
    project=project,
)
"""Employers and other registers that are told, wired."""
