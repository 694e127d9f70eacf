"""Events and commands of subscribers: employers and other registers that are told.

They are told by signed webhook of what the public register shows, and of nothing else
(domain §4.10, §7.8). The secret by which a subscriber knows us is in no event: each
event names it by `secret_id`.
"""

from datetime import datetime
from enum import StrEnum
from typing import ClassVar
from uuid import UUID

from shared.contracts.bounds import Line
from shared.contracts.contract import CommandData, EventData, Personal


class SubscriberKind(StrEnum):
    """Who a subscriber is."""

    EMPLOYER = "employer"
    REGISTER = "register"


class Change(StrEnum):
    """What may change in the public register."""

    ENTERED = "entered"
    SCOPES_ADDED = "scopes-added"
    LEVEL_ADDED = "level-added"
    RESTORED = "restored"
    AMENDED = "amended"
    REMOVED = "removed"


class SubscriberRegistered(EventData):
    """An employer or another register is told of these changes from now on.

    Its name and its endpoint are sealed: an endpoint's address may let its holder in.
    """

    TYPE: ClassVar[str] = "register.notifications.subscriber-registered.v1"
    REASON: ClassVar[str] = "asked-to-be-told"

    subscriber_id: UUID
    kind: SubscriberKind
    changes: tuple[Change, ...]
    secret_id: UUID
    title: Personal[str] = None
    url: Personal[str] = None


class SubscriberEndpointChanged(EventData):
    """A subscriber is told at another endpoint."""

    TYPE: ClassVar[str] = "register.notifications.subscriber-endpoint-changed.v1"
    REASON: ClassVar[str] = "asked-by-subscriber"

    subscriber_id: UUID
    url: Personal[str] = None


class SubscriberSecretRotated(EventData):
    """A subscriber has a new secret; until an instant we sign with the old one too."""

    TYPE: ClassVar[str] = "register.notifications.subscriber-secret-rotated.v1"
    REASON: ClassVar[str] = "secret-renewed"

    subscriber_id: UUID
    secret_id: UUID
    earlier_secret_id: UUID
    earlier_until: datetime


class SubscriberDisabled(EventData):
    """A subscriber is told nothing until a person enables it; `code` says why.

    `gone`: its endpoint said 410; `registrar`: a registrar decided so.
    """

    TYPE: ClassVar[str] = "register.notifications.subscriber-disabled.v1"
    REASON: ClassVar[str] = "endpoint-not-to-be-used"

    subscriber_id: UUID
    code: str


class SubscriberEnabled(EventData):
    """A subscriber is told again, of what changes from now on."""

    TYPE: ClassVar[str] = "register.notifications.subscriber-enabled.v1"
    REASON: ClassVar[str] = "endpoint-works-again"

    subscriber_id: UUID


class SubscriberEnded(EventData):
    """A subscriber is told no more, for good."""

    TYPE: ClassVar[str] = "register.notifications.subscriber-ended.v1"
    REASON: ClassVar[str] = "subscription-ended"

    subscriber_id: UUID


class RegisterSubscriber(CommandData):
    """Tell an employer or another register of changes to the public register.

    Of every kind of change, unless told of which. `url` is its endpoint, by HTTPS.
    """

    TYPE: ClassVar[str] = "register.notifications.register-subscriber.v1"

    subscriber_id: UUID
    kind: SubscriberKind
    changes: tuple[Change, ...] = tuple(Change)
    title: Personal[Line] = None
    url: Personal[Line] = None


class ChangeSubscriberEndpoint(CommandData):
    """Tell a subscriber at another endpoint."""

    TYPE: ClassVar[str] = "register.notifications.change-subscriber-endpoint.v1"

    subscriber_id: UUID
    url: Personal[Line] = None


class RotateSubscriberSecret(CommandData):
    """Give a subscriber a new secret; the old one serves for the rulebook's days."""

    TYPE: ClassVar[str] = "register.notifications.rotate-subscriber-secret.v1"

    subscriber_id: UUID


class DisableSubscriber(CommandData):
    """Tell a subscriber nothing until it is enabled."""

    TYPE: ClassVar[str] = "register.notifications.disable-subscriber.v1"

    subscriber_id: UUID


class EnableSubscriber(CommandData):
    """Tell a subscriber again."""

    TYPE: ClassVar[str] = "register.notifications.enable-subscriber.v1"

    subscriber_id: UUID


class EndSubscription(CommandData):
    """Tell a subscriber no more, for good."""

    TYPE: ClassVar[str] = "register.notifications.end-subscription.v1"

    subscriber_id: UUID


EVENTS: tuple[type[EventData], ...] = (
    SubscriberRegistered,
    SubscriberEndpointChanged,
    SubscriberSecretRotated,
    SubscriberDisabled,
    SubscriberEnabled,
    SubscriberEnded,
)
COMMANDS: tuple[type[CommandData], ...] = (
    RegisterSubscriber,
    ChangeSubscriberEndpoint,
    RotateSubscriberSecret,
    DisableSubscriber,
    EnableSubscriber,
    EndSubscription,
)
