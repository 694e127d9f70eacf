"""Events and commands of the assessment service."""

from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar
from uuid import UUID

from shared.contracts.bounds import Code, Codes, Line, Text
from shared.contracts.contract import CommandData, EventData, Personal


class Recommendation(StrEnum):
    """What one assessor recommends to the registrar."""

    ACCEPT = "accept"
    ACCEPT_NARROWER = "accept-narrower"
    FURTHER_INFORMATION = "further-information"
    REFUSE = "refuse"


class Outcome(StrEnum):
    """What the assessors recommend together."""

    ACCEPT = "accept"
    ACCEPT_NARROWER = "accept-narrower"
    FURTHER_INFORMATION = "further-information"
    REFUSE = "refuse"
    DISAGREEMENT = "disagreement"


class AssessorAppointed(EventData):
    """A person joined the pool of assessors."""

    TYPE: ClassVar[str] = "register.assessment.assessor-appointed.v1"
    REASON: ClassVar[str] = "appointed-by-registrar"

    assessor_id: str
    scopes: tuple[str, ...]
    capacity: int
    person_id: Personal[UUID] = None
    name: Personal[str] = None
    email: Personal[str] = None


class AssessmentOpened(EventData):
    """A case was opened for a submitted application."""

    TYPE: ClassVar[str] = "register.assessment.assessment-opened.v1"
    REASON: ClassVar[str] = "application-submitted"

    assessment_id: UUID
    application_id: UUID
    scopes: tuple[str, ...]
    route: str


class AssessorsAssigned(EventData):
    """The case was given to assessors who act on it independently."""

    TYPE: ClassVar[str] = "register.assessment.assessors-assigned.v1"
    REASON: ClassVar[str] = "free-and-in-scope"

    assessment_id: UUID
    application_id: UUID
    assessors: tuple[str, ...]
    due_at: datetime


class AssignmentPostponed(EventData):
    """Too few assessors of the scope were free; another try is due."""

    TYPE: ClassVar[str] = "register.assessment.assignment-postponed.v1"
    REASON: ClassVar[str] = "too-few-assessors"

    assessment_id: UUID
    needed: int
    free: int
    next_try_at: datetime


class RecommendationGiven(EventData):
    """One assessor's recommendation was recorded and locked."""

    TYPE: ClassVar[str] = "register.assessment.recommendation-given.v1"
    REASON: ClassVar[str] = "assessor-judgement"

    assessment_id: UUID
    application_id: UUID
    assessor_id: str
    recommendation: Recommendation
    # The applicant, whom the reasons are about.
    person_id: Personal[UUID] = None
    reasons: Personal[str] = None


class AssessmentConcluded(EventData):
    """All assessors have spoken; the registrar may decide.

    `gaps` are the standards that are not found met; `scopes` are those recommended
    where they are fewer than were applied for. `round` counts from 1, and rises with
    each answer to a request for further information.
    """

    TYPE: ClassVar[str] = "register.assessment.assessment-concluded.v1"
    REASON: ClassVar[str] = "all-recommendations-given"

    assessment_id: UUID
    application_id: UUID
    outcome: Outcome
    assessors: tuple[str, ...]
    gaps: tuple[str, ...] = ()
    scopes: tuple[str, ...] = ()
    round: int = 1


class AssessmentOverdue(EventData):
    """The target date passed with a recommendation still missing."""

    TYPE: ClassVar[str] = "register.assessment.assessment-overdue.v1"
    REASON: ClassVar[str] = "target-date-passed"

    assessment_id: UUID
    application_id: UUID
    missing: tuple[str, ...]
    was_due_on: date


class AppointAssessor(CommandData):
    """Appoint a person to the pool of assessors."""

    TYPE: ClassVar[str] = "register.assessment.appoint-assessor.v1"

    assessor_id: Code
    scopes: Codes
    capacity: int
    name: Personal[Line] = None
    email: Personal[Line] = None


class GiveRecommendation(CommandData):
    """Give one's own recommendation on a case one is assigned to."""

    TYPE: ClassVar[str] = "register.assessment.give-recommendation.v1"

    assessment_id: UUID
    recommendation: Recommendation
    reasons: Personal[Text] = None


EVENTS: tuple[type[EventData], ...] = (
    AssessorAppointed,
    AssessmentOpened,
    AssessorsAssigned,
    AssignmentPostponed,
    RecommendationGiven,
    AssessmentConcluded,
    AssessmentOverdue,
)
COMMANDS: tuple[type[CommandData], ...] = (AppointAssessor, GiveRecommendation)
