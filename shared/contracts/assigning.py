"""Events and commands of a case's assignment: claimed, left, joined, reminded."""

from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from shared.contracts.bounds import Code, Text
from shared.contracts.contract import CommandData, EventData, Personal


class Considered(BaseModel):
    """Somebody who was looked at for a case: why they were taken, or were not.

    `rank` is the place among those who could have it, from 1; 0 for who could not.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    assessor_id: str
    reason: str
    rank: int


class Recusal(StrEnum):
    """Why an assessor gives a case back."""

    CONFLICT_OF_INTEREST = "conflict-of-interest"
    NO_TIME = "no-time"
    NOT_MY_FIELD = "not-my-field"
    ILLNESS = "illness"
    OTHER = "other"


class Reassignment(StrEnum):
    """Why the registrar takes a case from an assessor."""

    CONFLICT_FOUND = "conflict-found"
    NOT_ANSWERING = "not-answering"
    LEFT_THE_POOL = "left-the-pool"
    OTHER = "other"


class Joining(StrEnum):
    """How an assessor came to a case."""

    CLAIMED = "claimed"
    REPLACEMENT = "replacement"
    NAMED_BY_REGISTRAR = "named-by-registrar"


class Level(StrEnum):
    """To whom a late case is put, in this order."""

    REGISTRAR = "registrar"
    LEAD = "lead"


class AssessorRecused(EventData):
    """An assessor is off the case, before having spoken, and never comes back to it."""

    TYPE: ClassVar[str] = "register.assessment.assessor-recused.v1"

    assessment_id: UUID
    application_id: UUID
    assessor_id: str
    reason: str
    # The applicant, whom the explanation may be about.
    person_id: Personal[UUID] = None
    explanation: Personal[str] = None


class AssessorJoined(EventData):
    """An assessor takes a free seat of a case, and judges it blind like the others."""

    TYPE: ClassVar[str] = "register.assessment.assessor-joined.v1"

    assessment_id: UUID
    application_id: UUID
    assessor_id: str
    reason: Joining
    seats: int
    due_at: datetime
    considered: tuple[Considered, ...] = ()
    considered_more: int = 0


class AssessorsReminded(EventData):
    """Who has not spoken is reminded; `missing` is empty where nobody has the case."""

    TYPE: ClassVar[str] = "register.assessment.assessors-reminded.v1"

    assessment_id: UUID
    application_id: UUID
    missing: tuple[str, ...]
    due_on: date
    reason: str = "due-soon"
    next_at: datetime | None = None


class AssessmentEscalated(EventData):
    """A case past its target is put to the registrar, then to the lead assessor."""

    TYPE: ClassVar[str] = "register.assessment.assessment-escalated.v1"
    REASON: ClassVar[str] = "target-date-passed"

    assessment_id: UUID
    application_id: UUID
    level: Level
    missing: tuple[str, ...]
    was_due_on: date
    next_at: datetime | None = None


class ClaimCase(CommandData):
    """Take a free seat of a case oneself."""

    TYPE: ClassVar[str] = "register.assessment.claim-case.v1"

    assessment_id: UUID


class RecuseFromCase(CommandData):
    """Give one's own case back before having spoken."""

    TYPE: ClassVar[str] = "register.assessment.recuse-from-case.v1"

    assessment_id: UUID
    reason: Recusal
    explanation: Personal[Text] = None


class ReassignCase(CommandData):
    """Take a case from an assessor who has not spoken, and give it to another.

    `to` names the other, who is checked like anybody; without it the pool is asked.
    """

    TYPE: ClassVar[str] = "register.assessment.reassign-case.v1"

    assessment_id: UUID
    assessor_id: Code
    reason: Reassignment
    to: Code | None = None


class RemindAssessors(CommandData):
    """Remind the assessors of a case who have not spoken."""

    TYPE: ClassVar[str] = "register.assessment.remind-assessors.v1"

    assessment_id: UUID


EVENTS: tuple[type[EventData], ...] = (
    AssessorRecused,
    AssessorJoined,
    AssessorsReminded,
    AssessmentEscalated,
)
COMMANDS: tuple[type[CommandData], ...] = (
    ClaimCase,
    RecuseFromCase,
    ReassignCase,
    RemindAssessors,
)
