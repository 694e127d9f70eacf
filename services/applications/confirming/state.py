"""What a confirmation is, without a word about who was asked."""

from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias
from uuid import UUID


@dataclass(frozen=True, slots=True)
class NotAsked:
    """Nobody has been asked yet."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Somebody has been asked, and has not answered."""

    application_id: UUID
    role: str
    attempt: int
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Unconfirmed:
    """Who was asked has declined, or has let the time pass."""

    application_id: UUID
    role: str
    attempt: int
    declined: bool


@dataclass(frozen=True, slots=True)
class Confirmed:
    """The application is confirmed in this role."""


@dataclass(frozen=True, slots=True)
class Closed:
    """No answer is waited for any more."""


State: TypeAlias = NotAsked | Asked | Unconfirmed | Confirmed | Closed
