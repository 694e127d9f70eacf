"""Events and commands about what applicants declare of health and character."""

from datetime import date
from enum import StrEnum
from typing import ClassVar
from uuid import UUID

from shared.contracts.bounds import Text
from shared.contracts.contract import CommandData, EventData, Personal


class MatterOrigin(StrEnum):
    """How a matter came before the panel."""

    DECLARED = "declared-by-applicant"
    REFERRED = "referred-by-registrar"
    APPEALED = "appealed-by-applicant"


class Finding(StrEnum):
    """What a member of the panel, or the panel, finds of a declared matter."""

    NO_CONCERN = "no-concern"
    CONDITIONS_NOTED = "conditions-noted"
    NOT_SUITABLE = "not-suitable"


class FindingGround(StrEnum):
    """Why a member finds so; always sealed, since it speaks of health or offences."""

    MANAGED_CONDITION = "condition-is-managed"
    ADJUSTMENTS_IN_PLACE = "adjustments-are-in-place"
    MINOR = "matter-is-minor"
    LONG_AGO = "matter-is-long-ago"
    SPENT = "conviction-is-spent"
    INSIGHT_SHOWN = "insight-is-shown"
    RISK_TO_PATIENTS = "risk-to-patients"
    DISHONESTY = "dishonesty"
    PATTERN = "repeated-conduct"
    DETAILS_MISSING = "details-are-missing"


class RecusalGround(StrEnum):
    """Why a member of the panel takes no part (domain §1.4)."""

    SAME_EMPLOYER = "same-employer"
    KNOWS_APPLICANT = "knows-the-applicant"
    KNOWS_PROPOSER = "knows-a-proposer"
    TRAINED_APPLICANT = "trained-the-applicant"
    OTHER_INTEREST = "other-interest"


class ClosingGround(StrEnum):
    """Why a matter left the panel before it was judged."""

    REFUSED = "application-refused"
    WITHDRAWN = "application-withdrawn"


class DeclarationRaised(EventData):
    """A matter of health or character went to the panel, and not to the assessors.

    `round` counts the times an application came before the panel; a matter that left it
    with a refusal, and comes back with an appeal, goes on in its round. What it is
    about, and in which words, is sealed.
    """

    TYPE: ClassVar[str] = "register.applications.declaration-raised.v1"
    REASON: ClassVar[str] = "matter-of-health-or-character"

    application_id: UUID
    round: int
    origin: MatterOrigin
    panel_members: int
    judge_by: date
    person_id: Personal[UUID] = None
    given_names: Personal[str] = None
    family_name: Personal[str] = None
    employer: Personal[str] = None
    grounds: Personal[tuple[str, ...]] = None
    details: Personal[str] = None


class DeclarationJudged(EventData):
    """One member of the panel gave a finding, which is locked."""

    TYPE: ClassVar[str] = "register.applications.declaration-judged.v1"
    REASON: ClassVar[str] = "panel-judgement"

    application_id: UUID
    round: int
    member: str
    finding: Finding
    person_id: Personal[UUID] = None
    grounds: Personal[tuple[FindingGround, ...]] = None
    explanation: Personal[str] = None


class DeclarationConcluded(EventData):
    """The panel has found: more than half of its members agree."""

    TYPE: ClassVar[str] = "register.applications.declaration-concluded.v1"
    REASON: ClassVar[str] = "panel-agrees"

    application_id: UUID
    round: int
    finding: Finding
    members: tuple[str, ...]


class PanelMemberAdded(EventData):
    """The members differ, so one more is to judge the matter."""

    TYPE: ClassVar[str] = "register.applications.panel-member-added.v1"
    REASON: ClassVar[str] = "panel-differs"

    application_id: UUID
    round: int
    panel_members: int


class PanelMemberRecused(EventData):
    """A member of the panel takes no part in the matter."""

    TYPE: ClassVar[str] = "register.applications.panel-member-recused.v1"

    application_id: UUID
    member: str
    reason: RecusalGround
    person_id: Personal[UUID] = None
    explanation: Personal[str] = None


class DeclarationOverdue(EventData):
    """The day by which the panel was to find has passed."""

    TYPE: ClassVar[str] = "register.applications.declaration-overdue.v1"
    REASON: ClassVar[str] = "target-passed"

    application_id: UUID
    round: int
    was_due_on: date
    judged_by: tuple[str, ...]


class DeclarationClosed(EventData):
    """The application ended before the panel had found."""

    TYPE: ClassVar[str] = "register.applications.declaration-closed.v1"

    application_id: UUID
    round: int
    reason: ClosingGround


class JudgeDeclaration(CommandData):
    """Give one's finding of a declared matter, with its grounds."""

    TYPE: ClassVar[str] = "register.applications.judge-declaration.v1"

    application_id: UUID
    finding: Finding
    grounds: Personal[tuple[FindingGround, ...]] = None
    explanation: Personal[Text] = None


class RecuseFromDeclaration(CommandData):
    """Take no part in judging a declared matter."""

    TYPE: ClassVar[str] = "register.applications.recuse-from-declaration.v1"

    application_id: UUID
    reason: RecusalGround
    explanation: Personal[Text] = None


EVENTS: tuple[type[EventData], ...] = (
    DeclarationRaised,
    DeclarationJudged,
    DeclarationConcluded,
    PanelMemberAdded,
    PanelMemberRecused,
    DeclarationOverdue,
    DeclarationClosed,
)
COMMANDS: tuple[type[CommandData], ...] = (JudgeDeclaration, RecuseFromDeclaration)
