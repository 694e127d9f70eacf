"""What may be asked of an application."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeAlias
from uuid import UUID

from shared.contracts.applications import Decision
from shared.rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class Person:
    """Whom an application is about, as a decision must repeat it; erased, nobody."""

    person_id: UUID | None = None
    given_names: str | None = None
    family_name: str | None = None
    work_town: str | None = None
    email: str | None = None


@dataclass(frozen=True, slots=True)
class SubmitApplication:
    """Somebody sends an application, or sends it again.

    `submission` is every answer as text, None where it was not disclosed to us.
    `today` is the register's own date. The rest is known from the read tables:
    `person_id`, the applications that are `alike`, oldest first, and the digest of
    what came `before` under the same id.
    """

    application_id: UUID
    submission: Mapping[str, str] | None
    rulebook: Rulebook
    now: datetime
    today: date
    person_id: UUID | None = None
    alike: tuple[UUID, ...] = ()
    before: bytes | None = None


@dataclass(frozen=True, slots=True)
class ReceiveRecommendation:
    """The assessors' recommendation comes in."""

    application_id: UUID
    assessment_id: UUID
    outcome: str
    assessors: tuple[str, ...]
    now: datetime


@dataclass(frozen=True, slots=True)
class DecideApplication:
    """The registrar `decider` decides; `person` is known from the read tables."""

    application_id: UUID
    decision: Decision
    reasons: tuple[str, ...]
    explanation: str | None
    decider: str
    now: datetime
    person: Person | None = None


Command: TypeAlias = SubmitApplication | ReceiveRecommendation | DecideApplication
