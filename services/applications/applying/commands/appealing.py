"""What is asked when a refusal, whole or of some scopes, is appealed against."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from services.applications.applying.commands.person import (
    ALONE,
    NO_STANDINGS,
    Beside,
    Person,
)
from shared.contracts.appealing import AppealOutcome
from shared.rulebook.tables.appealing import Appeals
from shared.rulebook.tables.routes import Standing


@dataclass(frozen=True, slots=True)
class LodgeAppeal:
    """The applicant appeals; where the appeal came on paper, `sender` is None.

    Then `recorder` is the registrar who says so.
    `decide_by` is the last day of the register's own target. Where the refusal is
    `to_be_served`, `served_until` is the last day that follows from its service.
    """

    application_id: UUID
    grounds: tuple[str, ...]
    statement: str | None
    documents: tuple[UUID, ...]
    sender: str | None
    rules: Appeals
    decide_by: date
    now: datetime
    today: date
    to_be_served: bool = False
    served_until: date | None = None
    person: Person | None = None
    beside: Beside = ALONE
    recorder: str | None = None


@dataclass(frozen=True, slots=True)
class WithdrawAppeal:
    """The applicant takes the appeal back; where on paper, `sender` is None.

    Then `recorder` is the registrar who says so.
    """

    application_id: UUID
    sender: str | None
    now: datetime
    person: Person | None = None
    beside: Beside = ALONE
    recorder: str | None = None


@dataclass(frozen=True, slots=True)
class FindOnAppeal:
    """A member of the panel finds: upheld, dismissed or sent back."""

    application_id: UUID
    member: str
    outcome: AppealOutcome
    scopes: tuple[str, ...]
    reasons: tuple[str, ...]
    explanation: str | None
    settled_before: frozenset[str]
    now: datetime
    standings: Mapping[str, Standing] = field(default_factory=lambda: NO_STANDINGS)
    person: Person | None = None
    beside: Beside = ALONE


@dataclass(frozen=True, slots=True)
class RecordAppealOverdue:
    """The day by which the appeal was to be decided may have passed."""

    application_id: UUID
    now: datetime
    today: date
