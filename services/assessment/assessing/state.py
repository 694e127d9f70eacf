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
class Target:
    """The service target of a case: what its instants are, and which comes next.

    `next_at` is None when nothing more follows; `escalated` counts the times the case
    was put to somebody else.
    """

    due_at: datetime
    remind_at: tuple[datetime, ...] = ()
    escalate_at: tuple[datetime, ...] = ()
    next_at: datetime | None = None
    overdue: bool = False
    escalated: int = 0


@dataclass(frozen=True, slots=True)
class Unassigned:
    """Opened, and waiting for assessors; cases older than targets have none yet."""

    application_id: UUID
    scopes: tuple[str, ...]
    target: Target | None = None


@dataclass(frozen=True, slots=True)
class UnderAssessment:
    """With its assessors; `given` is what those who have spoken recommended.

    The case has as many `seats` as assessors are to judge it; `left` are those who
    gave it back or had it taken from them, and never come back to it.
    """

    application_id: UUID
    assessors: tuple[str, ...]
    due_at: datetime
    given: Mapping[str, Recommendation] = field(
        default_factory=dict[str, Recommendation]
    )
    scopes: tuple[str, ...] = ()
    seats: int = 0
    left: frozenset[str] = frozenset()
    target: Target | None = None

    @property
    def missing(self) -> tuple[str, ...]:
        """Return who of the assessors has not spoken."""
        return tuple(one for one in self.assessors if one not in self.given)

    @property
    def vacancies(self) -> int:
        """Return how many seats nobody has."""
        return max(0, self.seats - len(self.assessors))


@dataclass(frozen=True, slots=True)
class Concluded:
    """All its assessors have spoken; what they said is locked."""

    given: Mapping[str, Recommendation]


State = NotOpened | Unassigned | UnderAssessment | Concluded
