"""The situations a case can be in."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from shared.contracts.assessment import Recommendation


@dataclass(frozen=True, slots=True)
class NotOpened:
    """No application led to this case."""


@dataclass(frozen=True, slots=True)
class Unassigned:
    """Opened, and waiting for assessors who are free and in scope."""

    application_id: UUID
    scopes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class UnderAssessment:
    """With its assessors; `given` is what those who have spoken recommended."""

    application_id: UUID
    assessors: tuple[str, ...]
    due_at: datetime
    given: Mapping[str, Recommendation] = field(
        default_factory=dict[str, Recommendation]
    )
    overdue: bool = False


@dataclass(frozen=True, slots=True)
class Concluded:
    """All its assessors have spoken; what they said is locked."""

    given: Mapping[str, Recommendation]


State = NotOpened | Unassigned | UnderAssessment | Concluded
