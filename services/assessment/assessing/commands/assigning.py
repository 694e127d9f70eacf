"""What can be asked of a case until it has its assessors, and of its target."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Policy:
    """What the rulebook says of assessments."""

    assessors_per_case: int
    target_days: int
    retry_minutes: int


@dataclass(frozen=True, slots=True)
class PoolMember:
    """An assessor as an assignment sees them; `open_cases` wait for their word."""

    assessor_id: str
    scopes: frozenset[str]
    capacity: int
    open_cases: int


@dataclass(frozen=True, slots=True)
class OpenAssessment:
    """A submitted application is opened as a case.

    `parties` are the e-mail addresses of the applicant and the proposers, who may not
    assess it; `pool` are the assessors who are none of them.
    """

    assessment_id: UUID
    application_id: UUID
    scopes: tuple[str, ...]
    route: str
    opened_on: date
    parties: frozenset[str]
    policy: Policy
    now: datetime
    pool: tuple[PoolMember, ...] = ()


@dataclass(frozen=True, slots=True)
class AssignAgain:
    """Another try is due to find assessors for a case."""

    assessment_id: UUID
    policy: Policy
    now: datetime
    opened_on: date | None = None
    pool: tuple[PoolMember, ...] = ()


@dataclass(frozen=True, slots=True)
class RecordOverdue:
    """The target date of a case has passed."""

    assessment_id: UUID
    now: datetime
