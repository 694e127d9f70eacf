"""The situations of a subscriber, without its name or its endpoint."""

from dataclasses import dataclass
from typing import TypeAlias
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Unregistered:
    """Nobody is told."""


@dataclass(frozen=True, slots=True)
class Subscribed:
    """It is told of what changes, unless it is disabled; `secret_id` names its secret.

    What is `disabled` is so by a code.
    """

    secret_id: UUID
    disabled: str | None = None


@dataclass(frozen=True, slots=True)
class Ended:
    """It is told no more."""


State: TypeAlias = Unregistered | Subscribed | Ended
