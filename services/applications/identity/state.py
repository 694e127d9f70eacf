"""How the question about two applications stands, without a word about whose."""

from dataclasses import dataclass
from typing import TypeAlias
from uuid import UUID


@dataclass(frozen=True, slots=True)
class NotRaised:
    """Nobody has asked."""


@dataclass(frozen=True, slots=True)
class Open:
    """Asked, and not decided."""

    application_id: UUID
    other_application_id: UUID


@dataclass(frozen=True, slots=True)
class KeptApart:
    """Decided: two people."""

    application_id: UUID
    other_application_id: UUID


@dataclass(frozen=True, slots=True)
class Merged:
    """Decided: one person. `followed` are the applications that changed hands."""

    application_id: UUID
    other_application_id: UUID
    followed: tuple[UUID, ...] = ()


State: TypeAlias = NotRaised | Open | KeptApart | Merged
