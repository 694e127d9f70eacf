"""How a case stands, without a word about whose it is or what is alleged."""

from dataclasses import dataclass
from datetime import date
from typing import TypeAlias
from uuid import UUID

from shared.contracts.entry_fraud import EntryFraudOutcome


@dataclass(frozen=True, slots=True)
class NotRaised:
    """Nobody has alleged anything."""


@dataclass(frozen=True, slots=True)
class Open:
    """Raised, and not decided; `answers` counts what the person concerned said."""

    application_id: UUID
    raiser: str
    respond_by: date
    answers: int = 0
    unanswered: bool = False


@dataclass(frozen=True, slots=True)
class Decided:
    """Decided against the entry, and without effect while an appeal may come."""

    application_id: UUID
    outcome: EntryFraudOutcome
    scopes_ended: tuple[str, ...]
    levels_ended: tuple[str, ...]
    appeal_by: date
    acted: frozenset[str]
    appealed: bool = False


@dataclass(frozen=True, slots=True)
class Ended:
    """Closed: nothing came of it, or what was decided has effect."""

    application_id: UUID
    outcome: EntryFraudOutcome


State: TypeAlias = NotRaised | Open | Decided | Ended
