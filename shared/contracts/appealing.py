"""Events and commands of an appeal against a refusal, whole or of some scopes.

See domain §1.5: who is admitted in fewer scopes than applied for may appeal for the
others.
"""

from datetime import date
from enum import StrEnum
from typing import ClassVar
from uuid import UUID

from shared.contracts.bounds import Codes, Text
from shared.contracts.contract import CommandData, EventData, Personal
from shared.contracts.corresponding import Documents


class AppealOutcome(StrEnum):
    """What a member of an appeal panel finds, and what the panel decides."""

    UPHELD = "upheld"
    DISMISSED = "dismissed"
    SENT_BACK = "sent-back"


class Against(StrEnum):
    """What is appealed against: a refusal, or admission in fewer scopes."""

    REFUSAL = "refusal"
    NARROWER_SCOPE = "narrower-scope"


class AppealLodged(EventData):
    """The applicant appealed against the refusal, in time and in writing.

    `appeal` counts the appeals of an application from 1; `members` is how many of the
    panel must find the same; `decide_by` is the last day of the register's target.
    """

    TYPE: ClassVar[str] = "register.applications.appeal-lodged.v1"
    REASON: ClassVar[str] = "lodged-by-applicant"

    application_id: UUID
    appeal: int
    grounds: tuple[str, ...]
    members: int
    decide_by: date
    documents: tuple[UUID, ...] = ()
    against: Against = Against.REFUSAL
    person_id: Personal[UUID] = None
    given_names: Personal[str] = None
    email: Personal[str] = None
    statement: Personal[str] = None


class AppealWithdrawn(EventData):
    """The applicant took the appeal back before it was decided: the decision stands."""

    TYPE: ClassVar[str] = "register.applications.appeal-withdrawn.v1"
    REASON: ClassVar[str] = "withdrawn-by-applicant"

    application_id: UUID
    appeal: int
    against: Against
    person_id: Personal[UUID] = None
    given_names: Personal[str] = None
    email: Personal[str] = None


class AppealFindingGiven(EventData):
    """One member of the panel, who had no part in the case before, gave a finding."""

    TYPE: ClassVar[str] = "register.applications.appeal-finding-given.v1"
    REASON: ClassVar[str] = "panel-judgement"

    application_id: UUID
    appeal: int
    member: str
    outcome: AppealOutcome
    scopes: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    person_id: Personal[UUID] = None
    explanation: Personal[str] = None


class AppealDecided(EventData):
    """Enough members of the panel found the same, and so the appeal is decided."""

    TYPE: ClassVar[str] = "register.applications.appeal-decided.v1"
    REASON: ClassVar[str] = "panel-agrees"

    application_id: UUID
    appeal: int
    outcome: AppealOutcome
    members: tuple[str, ...]
    scopes: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    against: Against = Against.REFUSAL
    person_id: Personal[UUID] = None
    given_names: Personal[str] = None
    email: Personal[str] = None
    explanation: Personal[str] = None


class ScopesAdmittedOnAppeal(EventData):
    """Somebody admitted in fewer scopes was admitted in more of them on appeal.

    `scopes` are those added, `not_admitted` those applied for that are left out still.
    """

    TYPE: ClassVar[str] = "register.applications.scopes-admitted-on-appeal.v1"
    REASON: ClassVar[str] = "panel-agrees"

    application_id: UUID
    appeal: int
    scopes: tuple[str, ...]
    not_admitted: tuple[str, ...]
    route: str
    level: str
    decider: str
    person_id: Personal[UUID] = None
    given_names: Personal[str] = None
    family_name: Personal[str] = None
    work_town: Personal[str] = None
    email: Personal[str] = None


class AppealOverdue(EventData):
    """The day by which the appeal was to be decided has passed."""

    TYPE: ClassVar[str] = "register.applications.appeal-overdue.v1"
    REASON: ClassVar[str] = "target-passed"

    application_id: UUID
    appeal: int
    was_due_on: date


class LodgeAppeal(CommandData):
    """Appeal against the refusal of one's own application, or of some of its scopes."""

    TYPE: ClassVar[str] = "register.applications.lodge-appeal.v1"

    application_id: UUID
    grounds: Codes
    documents: Documents = ()
    statement: Personal[Text] = None


class RecordAppeal(CommandData):
    """Record the applicant's appeal, which came on paper."""

    TYPE: ClassVar[str] = "register.applications.record-appeal.v1"

    application_id: UUID
    grounds: Codes
    documents: Documents = ()
    statement: Personal[Text] = None


class WithdrawAppeal(CommandData):
    """Take one's own appeal back; the decision appealed against stands."""

    TYPE: ClassVar[str] = "register.applications.withdraw-appeal.v1"

    application_id: UUID


class RecordAppealWithdrawal(CommandData):
    """Record that the applicant took the appeal back on paper."""

    TYPE: ClassVar[str] = "register.applications.record-appeal-withdrawal.v1"

    application_id: UUID


class FindOnAppeal(CommandData):
    """Give one's finding on an appeal as a member of its panel.

    `scopes` are those to be admitted, where they are fewer than were applied for.
    """

    TYPE: ClassVar[str] = "register.applications.find-on-appeal.v1"

    application_id: UUID
    outcome: AppealOutcome
    scopes: Codes = ()
    reasons: Codes = ()
    explanation: Personal[Text] = None


EVENTS: tuple[type[EventData], ...] = (
    AppealLodged,
    AppealWithdrawn,
    AppealFindingGiven,
    AppealDecided,
    ScopesAdmittedOnAppeal,
    AppealOverdue,
)
COMMANDS: tuple[type[CommandData], ...] = (
    LodgeAppeal,
    RecordAppeal,
    WithdrawAppeal,
    RecordAppealWithdrawal,
    FindOnAppeal,
)
