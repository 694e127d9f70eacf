"""Events and commands about judging a case: by standard, blind, and then together."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Annotated, ClassVar, TypeAlias
from uuid import UUID

from pydantic import Field

from shared.contracts.assessment import Finding, Recommendation
from shared.contracts.assigning import Considered
from shared.contracts.bounds import MOST_CODES, Answers, Code, Codes, Text
from shared.contracts.contract import CommandData, EventData, Personal

Findings: TypeAlias = Annotated[Mapping[Code, Finding], Field(max_length=MOST_CODES)]
"""What was found of each standard, by its code."""


class Moderation(StrEnum):
    """How a disagreement is resolved (domain §1.4)."""

    DISCUSS = "discuss"
    THIRD_ASSESSOR = "third-assessor"
    LEAD_ASSESSOR = "lead-assessor"
    REGISTRAR = "registrar"


class AssessmentSaved(EventData):
    """An assessor put a draft aside; nobody else sees what it says."""

    TYPE: ClassVar[str] = "register.assessment.assessment-saved.v1"
    REASON: ClassVar[str] = "to-be-continued"

    assessment_id: UUID
    application_id: UUID
    assessor_id: str
    round: int
    # The applicant, whom the draft is about.
    person_id: Personal[UUID] = None
    draft: Personal[Mapping[str, str]] = None


class DisagreementFound(EventData):
    """Everybody has spoken, and they do not say the same.

    `standards` are those found differently, of so many `judged`; `tried` are the kinds
    of moderation that have not resolved it.
    """

    TYPE: ClassVar[str] = "register.assessment.disagreement-found.v1"
    REASON: ClassVar[str] = "recommendations-differ"

    assessment_id: UUID
    application_id: UUID
    round: int
    standards: tuple[str, ...]
    judged: int
    tried: tuple[Moderation, ...] = ()


class ModerationBegun(EventData):
    """The rulebook's next way out of a disagreement began, and ends at `due_at`.

    `moderators` are those who have the word: both assessors where they discuss, else
    one who has not acted on the application before; `considered` says why that one,
    and counts the rest of the pool in `considered_more`.
    """

    TYPE: ClassVar[str] = "register.assessment.moderation-begun.v1"
    REASON: ClassVar[str] = "moderation-policy"

    assessment_id: UUID
    application_id: UUID
    round: int
    moderation: Moderation
    moderators: tuple[str, ...]
    due_at: datetime
    considered: tuple[Considered, ...] = ()
    considered_more: int = 0


class RecommendationReconsidered(EventData):
    """An assessor, having seen the other's, stood by a recommendation or changed it.

    What was said before stays on record: this is its second version.
    """

    TYPE: ClassVar[str] = "register.assessment.recommendation-reconsidered.v1"
    REASON: ClassVar[str] = "discussed"

    assessment_id: UUID
    application_id: UUID
    assessor_id: str
    round: int
    changed: bool
    recommendation: Recommendation
    findings: Mapping[str, Finding]
    scopes: tuple[str, ...]
    gaps: tuple[str, ...]
    person_id: Personal[UUID] = None
    reasons: Personal[str] = None
    reasons_by_standard: Personal[Mapping[str, str]] = None


class AssessmentAdjudicated(EventData):
    """A lead assessor settled what the assessors differed on; a recommendation still.

    `findings` are of the standards in dispute.
    """

    TYPE: ClassVar[str] = "register.assessment.assessment-adjudicated.v1"
    REASON: ClassVar[str] = "lead-assessor-judgement"

    assessment_id: UUID
    application_id: UUID
    assessor_id: str
    round: int
    recommendation: Recommendation
    findings: Mapping[str, Finding]
    scopes: tuple[str, ...]
    gaps: tuple[str, ...]
    person_id: Personal[UUID] = None
    reasons: Personal[str] = None
    reasons_by_standard: Personal[Mapping[str, str]] = None


class AssessmentReopened(EventData):
    """The applicant answered; the assessors judge the gaps again, in another round.

    Where there are more `seats` than assessors, some have gone and are replaced. The
    round has a target of its own, like a case.
    """

    TYPE: ClassVar[str] = "register.assessment.assessment-reopened.v1"
    REASON: ClassVar[str] = "further-information-received"

    assessment_id: UUID
    application_id: UUID
    round: int
    gaps: tuple[str, ...]
    assessors: tuple[str, ...]
    seats: int
    due_at: datetime
    remind_at: tuple[datetime, ...] = ()
    escalate_at: tuple[datetime, ...] = ()


class AssessmentClosed(EventData):
    """The application was withdrawn: nobody is asked to judge it any more."""

    TYPE: ClassVar[str] = "register.assessment.assessment-closed.v1"
    REASON: ClassVar[str] = "application-withdrawn"

    assessment_id: UUID
    application_id: UUID


class SaveAssessment(CommandData):
    """Put one's own draft aside, as its form is filled in so far.

    `draft` has the answers by name: `recommendation`, `scopes`, `gaps`, `reasons`, and
    for each standard `finding:<code>` and `reasons:<code>`.
    """

    TYPE: ClassVar[str] = "register.assessment.save-assessment.v1"

    assessment_id: UUID
    draft: Personal[Answers] = None


class SubmitAssessment(CommandData):
    """Give one's own assessment, standard by standard, and so lock it.

    `gaps` are those to be filled by further information: without any, all standards
    that are not found met. `scopes` are those of a narrower acceptance.
    """

    TYPE: ClassVar[str] = "register.assessment.submit-assessment.v1"

    assessment_id: UUID
    recommendation: Recommendation
    findings: Findings
    scopes: Codes = ()
    gaps: Codes = ()
    reasons: Personal[Text] = None
    reasons_by_standard: Personal[Answers] = None


class ReconsiderRecommendation(CommandData):
    """Stand by one's own recommendation, or change it once, with reasons.

    Without `findings` those given before stand.
    """

    TYPE: ClassVar[str] = "register.assessment.reconsider-recommendation.v1"

    assessment_id: UUID
    recommendation: Recommendation
    findings: Findings = Field(default_factory=dict[str, Finding])
    scopes: Codes = ()
    gaps: Codes = ()
    reasons: Personal[Text] = None
    reasons_by_standard: Personal[Answers] = None


class AdjudicateAssessment(CommandData):
    """Settle, as lead assessor, what the assessors differ on, with reasons."""

    TYPE: ClassVar[str] = "register.assessment.adjudicate-assessment.v1"

    assessment_id: UUID
    recommendation: Recommendation
    findings: Findings = Field(default_factory=dict[str, Finding])
    scopes: Codes = ()
    gaps: Codes = ()
    reasons: Personal[Text] = None
    reasons_by_standard: Personal[Answers] = None


EVENTS: tuple[type[EventData], ...] = (
    AssessmentSaved,
    DisagreementFound,
    ModerationBegun,
    RecommendationReconsidered,
    AssessmentAdjudicated,
    AssessmentReopened,
    AssessmentClosed,
)
COMMANDS: tuple[type[CommandData], ...] = (
    SaveAssessment,
    SubmitAssessment,
    ReconsiderRecommendation,
    AdjudicateAssessment,
)
