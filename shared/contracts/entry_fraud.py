"""Events and commands of the procedure on a fraudulent or incorrect entry (§1.5)."""

from datetime import date
from enum import StrEnum
from typing import ClassVar
from uuid import UUID

from shared.contracts.bounds import Code, Codes, Text
from shared.contracts.contract import CommandData, EventData, Personal
from shared.contracts.corresponding import Documents


class Allegation(StrEnum):
    """What is alleged of how somebody came, or is to come, into the register."""

    FRAUDULENT = "fraudulently-procured"
    INCORRECT = "incorrectly-made"


class RaisedBy(StrEnum):
    """From where the allegation came."""

    REGISTRAR = "registrar"
    CONCERN = "concern"


class EntryFraudOutcome(StrEnum):
    """What is decided: of an entry the first three, of an application the ends."""

    NO_CASE = "no-case"
    AMENDED = "entry-amended"
    REMOVED = "entry-removed"
    NOT_TO_BE_ADMITTED = "not-to-be-admitted"


class EntryFraudRaised(EventData):
    """An entry or an application is alleged to be fraudulent or incorrect.

    Its person is given notice, and may answer by `respond_by`. `application_id` is the
    application, or the one that led to the entry. `concern_id` is the concern that it
    came from, if any.
    """

    TYPE: ClassVar[str] = "register.applications.entry-fraud-raised.v1"
    REASON: ClassVar[str] = "entry-questioned"

    case_id: UUID
    application_id: UUID
    source: RaisedBy
    raiser: str
    respond_by: date
    concern_id: UUID | None = None
    person_id: Personal[UUID] = None
    registration_number: Personal[str] = None
    given_names: Personal[str] = None
    email: Personal[str] = None
    allegation: Personal[Allegation] = None
    particulars: Personal[str] = None


class EntryFraudAnswered(EventData):
    """The person concerned answered, in time; `answer` counts the answers."""

    TYPE: ClassVar[str] = "register.applications.entry-fraud-answered.v1"
    REASON: ClassVar[str] = "answered-by-person-concerned"

    case_id: UUID
    application_id: UUID
    answer: int
    documents: tuple[UUID, ...] = ()
    person_id: Personal[UUID] = None
    statement: Personal[str] = None


class EntryFraudUnanswered(EventData):
    """The last day for an answer passed without one; the case is decided without."""

    TYPE: ClassVar[str] = "register.applications.entry-fraud-unanswered.v1"
    REASON: ClassVar[str] = "time-passed"

    case_id: UUID
    application_id: UUID
    was_due_on: date


class EntryFraudDecided(EventData):
    """Somebody who neither admitted nor alleged decided the case.

    `appeal_by` is the last day of an appeal, None where there is nothing to appeal
    against. What is decided of an entry has no effect before (domain §7A R7).
    """

    TYPE: ClassVar[str] = "register.applications.entry-fraud-decided.v1"
    REASON: ClassVar[str] = "case-decided"

    case_id: UUID
    application_id: UUID
    outcome: EntryFraudOutcome
    decider: str
    scopes_ended: tuple[str, ...] = ()
    levels_ended: tuple[str, ...] = ()
    appeal_by: date | None = None
    person_id: Personal[UUID] = None
    given_names: Personal[str] = None
    email: Personal[str] = None
    reasons: Personal[tuple[str, ...]] = None
    explanation: Personal[str] = None


class EntryFraudAppealed(EventData):
    """The person concerned appealed in time: the decision has no effect meanwhile."""

    TYPE: ClassVar[str] = "register.applications.entry-fraud-appealed.v1"
    REASON: ClassVar[str] = "lodged-by-person-concerned"

    case_id: UUID
    application_id: UUID
    documents: tuple[UUID, ...] = ()
    person_id: Personal[UUID] = None
    given_names: Personal[str] = None
    email: Personal[str] = None
    statement: Personal[str] = None


class EntryFraudAppealDecided(EventData):
    """The appeal was decided: the decision stands, or is set aside.

    `decider` is the panel's member who decided it, or who recorded what a court did.
    """

    TYPE: ClassVar[str] = "register.applications.entry-fraud-appeal-decided.v1"
    REASON: ClassVar[str] = "appeal-decided"

    case_id: UUID
    application_id: UUID
    set_aside: bool
    decider: str
    by_court: bool = False
    person_id: Personal[UUID] = None
    given_names: Personal[str] = None
    email: Personal[str] = None
    reasons: Personal[tuple[str, ...]] = None
    explanation: Personal[str] = None


class EntryFraudTookEffect(EventData):
    """What was decided of an entry has effect from a day on: the entry follows it."""

    TYPE: ClassVar[str] = "register.applications.entry-fraud-took-effect.v1"
    REASON: ClassVar[str] = "no-appeal-outstanding"

    case_id: UUID
    application_id: UUID
    outcome: EntryFraudOutcome
    effective_on: date
    scopes_ended: tuple[str, ...] = ()
    levels_ended: tuple[str, ...] = ()
    person_id: Personal[UUID] = None


class RaiseEntryFraud(CommandData):
    """Allege that an entry, or an application, is fraudulent or incorrect.

    It names the application, or the number of the entry.
    """

    TYPE: ClassVar[str] = "register.applications.raise-entry-fraud.v1"

    case_id: UUID
    application_id: UUID | None = None
    source: RaisedBy = RaisedBy.REGISTRAR
    concern_id: UUID | None = None
    registration_number: Personal[Code] = None
    allegation: Personal[Allegation] = None
    particulars: Personal[Text] = None


class AnswerEntryFraud(CommandData):
    """Answer what is alleged of one's own entry or application."""

    TYPE: ClassVar[str] = "register.applications.answer-entry-fraud.v1"

    case_id: UUID
    documents: Documents = ()
    statement: Personal[Text] = None


class RecordEntryFraudAnswer(CommandData):
    """Record the answer of the person concerned, which came on paper."""

    TYPE: ClassVar[str] = "register.applications.record-entry-fraud-answer.v1"

    case_id: UUID
    documents: Documents = ()
    statement: Personal[Text] = None


class DecideEntryFraud(CommandData):
    """Decide the case; an amendment names the scopes or levels that end."""

    TYPE: ClassVar[str] = "register.applications.decide-entry-fraud.v1"

    case_id: UUID
    outcome: EntryFraudOutcome
    scopes_ended: Codes = ()
    levels_ended: Codes = ()
    reasons: Personal[Codes] = None
    explanation: Personal[Text] = None


class AppealEntryFraud(CommandData):
    """Appeal against what was decided of one's own entry or application."""

    TYPE: ClassVar[str] = "register.applications.appeal-entry-fraud.v1"

    case_id: UUID
    documents: Documents = ()
    statement: Personal[Text] = None


class RecordEntryFraudAppeal(CommandData):
    """Record the appeal of the person concerned, which came on paper."""

    TYPE: ClassVar[str] = "register.applications.record-entry-fraud-appeal.v1"

    case_id: UUID
    documents: Documents = ()
    statement: Personal[Text] = None


class DecideEntryFraudAppeal(CommandData):
    """Decide the appeal as a member of the panel who had no part in the case."""

    TYPE: ClassVar[str] = "register.applications.decide-entry-fraud-appeal.v1"

    case_id: UUID
    set_aside: bool
    reasons: Personal[Codes] = None
    explanation: Personal[Text] = None


class RecordCourtOnEntryFraud(CommandData):
    """Record what the court decided on the appeal, where an appeal goes to a court."""

    TYPE: ClassVar[str] = "register.applications.record-court-on-entry-fraud.v1"

    case_id: UUID
    set_aside: bool
    reasons: Personal[Codes] = None
    explanation: Personal[Text] = None


EVENTS: tuple[type[EventData], ...] = (
    EntryFraudRaised,
    EntryFraudAnswered,
    EntryFraudUnanswered,
    EntryFraudDecided,
    EntryFraudAppealed,
    EntryFraudAppealDecided,
    EntryFraudTookEffect,
)
COMMANDS: tuple[type[CommandData], ...] = (
    RaiseEntryFraud,
    AnswerEntryFraud,
    RecordEntryFraudAnswer,
    DecideEntryFraud,
    AppealEntryFraud,
    RecordEntryFraudAppeal,
    DecideEntryFraudAppeal,
    RecordCourtOnEntryFraud,
)
