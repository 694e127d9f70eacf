"""What can be asked of a subscriber."""

from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias
from uuid import UUID

from shared.contracts.subscribing import Change, SubscriberKind


@dataclass(frozen=True, slots=True)
class Register:
    """An employer or another register is to be told; `secret_id` names its secret."""

    subscriber_id: UUID
    kind: SubscriberKind
    changes: tuple[Change, ...]
    title: str | None
    url: str | None
    secret_id: UUID
    now: datetime


@dataclass(frozen=True, slots=True)
class ChangeEndpoint:
    """It is to be told elsewhere."""

    subscriber_id: UUID
    url: str | None
    now: datetime


@dataclass(frozen=True, slots=True)
class RotateSecret:
    """It gets a new secret, and the old one serves until `earlier_until`."""

    subscriber_id: UUID
    secret_id: UUID
    earlier_until: datetime
    now: datetime


@dataclass(frozen=True, slots=True)
class Disable:
    """It is told nothing for the time being; `code` says why."""

    subscriber_id: UUID
    code: str
    now: datetime


@dataclass(frozen=True, slots=True)
class Enable:
    """It is told again."""

    subscriber_id: UUID
    now: datetime


@dataclass(frozen=True, slots=True)
class End:
    """It is told no more, for good."""

    subscriber_id: UUID
    now: datetime


Command: TypeAlias = Register | ChangeEndpoint | RotateSecret | Disable | Enable | End
