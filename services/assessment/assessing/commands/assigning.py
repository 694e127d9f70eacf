"""What can be asked of a case until it has its assessors, and of its target."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from services.assessment.assessing.commands.parties import (
    NOBODY,
    UNDECLARED,
    Declared,
    Parties,
)
from shared.contracts.assigning import Joining


@dataclass(frozen=True, slots=True)
class Policy:
    """What the rulebook says of assessments.

    `claimed` says that assessors take cases themselves; `may_share_employer` that two
    assessors of a case may have the same one. Who had the applicant's employer within
    `same_employer_years` is excluded.
    """

    assessors_per_case: int
    target_days: int
    retry_minutes: int
    claimed: bool = False
    may_share_employer: bool = False
    same_employer_years: int = 3


@dataclass(frozen=True, slots=True)
class Timing:
    """The instants of a case's service target, in UTC; `due_at` ends its last day."""

    due_at: datetime
    remind_at: tuple[datetime, ...] = ()
    escalate_at: tuple[datetime, ...] = ()


@dataclass(frozen=True, slots=True)
class PoolMember:
    """An assessor as an assignment sees them; `open_cases` wait for their word.

    `until` is the last day of the appointment; training lapses, and interests must be
    declared, on the day named; None is never. `levels` are those of practice that they
    may judge.
    """

    assessor_id: str
    scopes: frozenset[str]
    capacity: int
    open_cases: int
    until: date | None = None
    training_lapses_on: date | None = None
    interests_by: date | None = None
    on_leave: bool = False
    lead: bool = False
    declared: Declared = UNDECLARED
    levels: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class OpenAssessment:
    """A submitted application is opened as a case.

    `timing` is its service target, `parties` are those who may not assess it, and
    `pool` is everybody who was appointed. Where an application is assessed `afresh`,
    scopes, route and standards are those of its first case, and `excluded` are those
    who had a part in it. `level` is that of practice which is applied for, if any.
    """

    assessment_id: UUID
    application_id: UUID
    scopes: tuple[str, ...]
    route: str
    opened_on: date
    timing: Timing
    policy: Policy
    now: datetime
    parties: Parties = NOBODY
    pool: tuple[PoolMember, ...] = ()
    standards: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    afresh: bool = False
    level: str | None = None


@dataclass(frozen=True, slots=True)
class AssignAgain:
    """Another try is due to find assessors for a case."""

    assessment_id: UUID
    today: date
    policy: Policy
    now: datetime
    opened_on: date | None = None
    parties: Parties = NOBODY
    pool: tuple[PoolMember, ...] = ()


@dataclass(frozen=True, slots=True)
class Claim:
    """An assessor takes a free seat of a case, or is given it: `how` says which."""

    assessment_id: UUID
    assessor_id: str
    today: date
    policy: Policy
    now: datetime
    parties: Parties = NOBODY
    pool: tuple[PoolMember, ...] = ()
    how: Joining = Joining.CLAIMED


@dataclass(frozen=True, slots=True)
class TakeOff:
    """An assessor gives a case back, or has it taken from them.

    `by_registrar` says which. `to` is who is to have it; None leaves it to the pool.
    `tied` are those of the staff who have a tie to the applicant.
    """

    assessment_id: UUID
    assessor_id: str
    reason: str
    by_registrar: bool
    actor: str
    today: date
    policy: Policy
    now: datetime
    explanation: str | None = None
    to: str | None = None
    person_id: UUID | None = None
    parties: Parties = NOBODY
    pool: tuple[PoolMember, ...] = ()
    tied: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Remind:
    """The registrar `actor` reminds the assessors who have not spoken.

    `tied` are those of the staff who have a tie to the applicant.
    """

    assessment_id: UUID
    now: datetime
    actor: str | None = None
    tied: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class RecordOverdue:
    """The next instant of a case's target has come: a reminder, its end, or after."""

    assessment_id: UUID
    now: datetime


Assigning = OpenAssessment | AssignAgain | Claim | TakeOff
"""The commands that look at the pool."""

Seated = Assigning | Remind | RecordOverdue
"""What concerns who has a case, and by when."""
