"""What is asked when an application is to be decided."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from services.applications.applying.commands.person import (
    ALONE,
    NO_STANDINGS,
    Beside,
    Person,
)
from shared.contracts.applications import Decision
from shared.rulebook.tables.routes import Standing


@dataclass(frozen=True, slots=True)
class ReceiveRecommendation:
    """The assessors' recommendation comes in, with the gaps that they found."""

    application_id: UUID
    assessment_id: UUID
    outcome: str
    assessors: tuple[str, ...]
    now: datetime
    gaps: tuple[str, ...] = ()
    scopes: tuple[str, ...] = ()
    round: int = 1


@dataclass(frozen=True, slots=True)
class DecideApplication:
    """The registrar `decider` decides.

    `scopes` are those admitted where they are fewer than were applied for. By the
    rulebook, `settled_before` are the matters that stand in the way of admission while
    they are open, `standings` says for each route whether one must be, or must not be,
    on the register, `appeal_by` is the last day of an appeal. `person` and what stands
    `beside` are known from the read tables.
    """

    application_id: UUID
    decision: Decision
    reasons: tuple[str, ...]
    explanation: str | None
    decider: str
    now: datetime
    scopes: tuple[str, ...] = ()
    settled_before: frozenset[str] = frozenset()
    standings: Mapping[str, Standing] = field(default_factory=lambda: NO_STANDINGS)
    appeal_by: date | None = None
    person: Person | None = None
    beside: Beside = ALONE
