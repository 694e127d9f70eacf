"""What registrar and applicant ask of each other before the decision."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from services.applications.applying.commands.person import (
    ALONE,
    Beside,
    Person,
)


@dataclass(frozen=True, slots=True)
class AskFurtherInformation:
    """The registrar `asker` asks the applicant to fill gaps.

    By the rulebook there are at most `rounds` requests, and the answer is to come by
    `answer_by`.
    """

    application_id: UUID
    gaps: tuple[str, ...]
    explanation: str | None
    asker: str
    rounds: int
    answer_by: date
    now: datetime
    person: Person | None = None
    beside: Beside = ALONE


@dataclass(frozen=True, slots=True)
class AnswerFurtherInformation:
    """The applicant answers; where it came on paper, `sender` is None.

    Then `recorder` is the registrar who says so.
    """

    application_id: UUID
    statement: str | None
    documents: tuple[UUID, ...]
    sender: str | None
    now: datetime
    today: date
    person: Person | None = None
    beside: Beside = ALONE
    recorder: str | None = None


@dataclass(frozen=True, slots=True)
class LapseFurtherInformation:
    """The last day for the answer may have passed."""

    application_id: UUID
    now: datetime
    today: date


@dataclass(frozen=True, slots=True)
class WithdrawApplication:
    """The applicant takes the application back; where on paper, `sender` is None.

    Then `recorder` is the registrar who says so.
    """

    application_id: UUID
    sender: str | None
    now: datetime
    person: Person | None = None
    beside: Beside = ALONE
    recorder: str | None = None
