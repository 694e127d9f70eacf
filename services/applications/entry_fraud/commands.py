"""What may be asked of a case about a fraudulent or incorrect entry."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TypeAlias
from uuid import UUID

from shared.contracts.entry_fraud import Allegation, EntryFraudOutcome, RaisedBy
from shared.rulebook.tables.entry_fraud import AppealTo


@dataclass(frozen=True, slots=True)
class Held:
    """What somebody has in the register: scopes and levels, while it `stands`."""

    registration_number: str
    scopes: tuple[str, ...]
    levels: tuple[str, ...]
    stands: bool


@dataclass(frozen=True, slots=True)
class Subject:
    """Whom a case is about, and who had a part in the application behind it.

    `applicant` is the actor who sent the application, `acted` who assessed, decided or
    heard it, `tied` who has a tie to its person, or filled it in for themselves.
    """

    application_id: UUID
    person_id: UUID | None = None
    given_names: str | None = None
    email: str | None = None
    applicant: str | None = None
    acted: frozenset[str] = frozenset()
    tied: frozenset[str] = frozenset()
    held: Held | None = None


@dataclass(frozen=True, slots=True)
class RaiseCase:
    """The `raiser` alleges that an entry, or an application, is not what it seems.

    Whom it is about is known from the register by either name; `open_case` is the one
    that is open on the same application, if any.
    """

    case_id: UUID
    application_id: UUID | None
    registration_number: str | None
    source: RaisedBy
    concern_id: UUID | None
    raiser: str
    allegation: Allegation | None
    particulars: str | None
    respond_by: date
    now: datetime
    subject: Subject | None = None
    open_case: UUID | None = None


@dataclass(frozen=True, slots=True)
class AnswerCase:
    """The person concerned answers; where it came on paper, `sender` is None.

    Then `recorder` is the registrar who says so.
    """

    case_id: UUID
    statement: str | None
    documents: tuple[UUID, ...]
    sender: str | None
    now: datetime
    today: date
    subject: Subject | None = None
    recorder: str | None = None


@dataclass(frozen=True, slots=True)
class RecordUnanswered:
    """The last day for an answer may have passed."""

    case_id: UUID
    now: datetime
    today: date


@dataclass(frozen=True, slots=True)
class DecideCase:
    """The `decider` decides; by the rulebook, `appeal_by` ends the days to appeal."""

    case_id: UUID
    outcome: EntryFraudOutcome
    scopes_ended: tuple[str, ...]
    levels_ended: tuple[str, ...]
    reasons: tuple[str, ...]
    explanation: str | None
    decider: str
    appeal_by: date
    now: datetime
    today: date
    subject: Subject | None = None


@dataclass(frozen=True, slots=True)
class AppealCase:
    """The person concerned appeals; where it came on paper, `sender` is None.

    Then `recorder` is the registrar who says so.
    """

    case_id: UUID
    statement: str | None
    documents: tuple[UUID, ...]
    sender: str | None
    now: datetime
    today: date
    subject: Subject | None = None
    recorder: str | None = None


@dataclass(frozen=True, slots=True)
class DecideAppeal:
    """Somebody decides the appeal, or records what a court decided (`by_court`).

    `appeal_to` is who hears it by the rulebook.
    """

    case_id: UUID
    set_aside: bool
    reasons: tuple[str, ...]
    explanation: str | None
    decider: str
    by_court: bool
    appeal_to: AppealTo
    now: datetime
    today: date
    subject: Subject | None = None


@dataclass(frozen=True, slots=True)
class TakeEffect:
    """The last day to appeal may have passed."""

    case_id: UUID
    now: datetime
    today: date
    subject: Subject | None = field(default=None)


Command: TypeAlias = (
    RaiseCase
    | AnswerCase
    | RecordUnanswered
    | DecideCase
    | AppealCase
    | DecideAppeal
    | TakeEffect
)
