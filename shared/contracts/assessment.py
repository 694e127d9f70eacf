"""Events and commands of the assessment service."""

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar
from uuid import UUID

from pydantic import Field

from shared.contracts.assessors import Interests, Standing
from shared.contracts.assigning import Considered
from shared.contracts.bounds import Code, Codes, Line, Text
from shared.contracts.contract import CommandData, EventData, Personal


class Recommendation(StrEnum):
    """What one assessor recommends to the registrar."""

    ACCEPT = "accept"
    ACCEPT_NARROWER = "accept-narrower"
    FURTHER_INFORMATION = "further-information"
    REFUSE = "refuse"


class Finding(StrEnum):
    """What an assessor finds of one standard."""

    MET = "met"
    PARTLY = "partly"
    NOT_MET = "not-met"


class Outcome(StrEnum):
    """What the assessors recommend together."""

    ACCEPT = "accept"
    ACCEPT_NARROWER = "accept-narrower"
    FURTHER_INFORMATION = "further-information"
    REFUSE = "refuse"
    DISAGREEMENT = "disagreement"


class AssessorAppointed(EventData):
    """A person joined the pool of assessors.

    `levels` are the practice levels they may judge, `nominated_by` the body that
    nominated them, `until` the last day of the appointment. From `training_lapses_on`,
    and after `interests_by`, no case is given to them until they trained, or declared,
    anew; None in appointments older than that.
    """

    TYPE: ClassVar[str] = "register.assessment.assessor-appointed.v1"
    REASON: ClassVar[str] = "appointed-by-registrar"

    assessor_id: str
    scopes: tuple[str, ...]
    capacity: int
    lead: bool = False
    standing: Standing = Standing.REGISTRANT
    levels: tuple[str, ...] = ()
    nominated_by: str | None = None
    until: date | None = None
    training_lapses_on: date | None = None
    interests_by: date | None = None
    person_id: Personal[UUID] = None
    name: Personal[str] = None
    email: Personal[str] = None


class AssessmentOpened(EventData):
    """A case was opened for a submitted application.

    Its service target ends at `due_at`; before it the assessors are reminded, after it
    the case is put to others. All are None or empty in cases older than targets.
    `standards` are those that its assessors judge, none where the route asks for a
    recommendation alone; `excluded` had a part in an earlier case of the application.
    `level` is that of practice which is applied for, None for initial registration.
    """

    TYPE: ClassVar[str] = "register.assessment.assessment-opened.v1"
    REASON: ClassVar[str] = "application-submitted"

    assessment_id: UUID
    application_id: UUID
    scopes: tuple[str, ...]
    route: str
    due_at: datetime | None = None
    remind_at: tuple[datetime, ...] = ()
    escalate_at: tuple[datetime, ...] = ()
    standards: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    level: str | None = None


class AssessorsAssigned(EventData):
    """The case was given to assessors who act on it independently.

    `considered` says of those of its scope why they were taken or not, up to a bound;
    `considered_more` counts everybody else in the pool. `next_at` is for a case older
    than targets, which has its first now.
    """

    TYPE: ClassVar[str] = "register.assessment.assessors-assigned.v1"
    REASON: ClassVar[str] = "free-and-in-scope"

    assessment_id: UUID
    application_id: UUID
    assessors: tuple[str, ...]
    due_at: datetime
    considered: tuple[Considered, ...] = ()
    considered_more: int = 0
    next_at: datetime | None = None


class AssignmentPostponed(EventData):
    """Too few assessors of the scope were free; another try is due."""

    TYPE: ClassVar[str] = "register.assessment.assignment-postponed.v1"
    REASON: ClassVar[str] = "too-few-assessors"

    assessment_id: UUID
    needed: int
    free: int
    next_try_at: datetime


class RecommendationGiven(EventData):
    """One assessor's recommendation was recorded and locked.

    `findings` are of the standards judged, `gaps` those that further information
    should fill, `scopes` those of a narrower acceptance.
    """

    TYPE: ClassVar[str] = "register.assessment.recommendation-given.v1"
    REASON: ClassVar[str] = "assessor-judgement"

    assessment_id: UUID
    application_id: UUID
    assessor_id: str
    recommendation: Recommendation
    findings: Mapping[str, Finding] = Field(default_factory=dict[str, Finding])
    scopes: tuple[str, ...] = ()
    gaps: tuple[str, ...] = ()
    round: int = 1
    # The applicant, whom the reasons are about.
    person_id: Personal[UUID] = None
    reasons: Personal[str] = None
    reasons_by_standard: Personal[Mapping[str, str]] = None


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
    """The target date passed with a recommendation still missing.

    `missing` is empty where nobody has the case; what the target asks for next comes
    at `next_at`.
    """

    TYPE: ClassVar[str] = "register.assessment.assessment-overdue.v1"
    REASON: ClassVar[str] = "target-date-passed"

    assessment_id: UUID
    application_id: UUID
    missing: tuple[str, ...]
    was_due_on: date
    next_at: datetime | None = None


class AppointAssessor(CommandData):
    """Appoint a person to the pool, with the interests they declared if they have.

    A `lead` assessor adjudicates, besides, what other assessors differ on.
    """

    TYPE: ClassVar[str] = "register.assessment.appoint-assessor.v1"

    assessor_id: Code
    scopes: Codes
    capacity: int
    lead: bool = False
    standing: Standing = Standing.REGISTRANT
    levels: Codes = ()
    nominated_by: Code | None = None
    until: date | None = None
    name: Personal[Line] = None
    email: Personal[Line] = None
    interests: Personal[Interests] = None


class GiveRecommendation(CommandData):
    """Give one's own recommendation on a case that is not judged by standard.

    `gaps` are codes of what further information should fill, `scopes` those of a
    narrower acceptance.
    """

    TYPE: ClassVar[str] = "register.assessment.give-recommendation.v1"

    assessment_id: UUID
    recommendation: Recommendation
    scopes: Codes = ()
    gaps: Codes = ()
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
