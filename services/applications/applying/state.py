"""What an application is, without a word about whose it is."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeAlias
from uuid import UUID

from shared.contracts.appealing import Against, AppealOutcome


@dataclass(frozen=True, slots=True)
class Case:
    """What holds of a submitted application in whatever situation it is.

    `acted` is whoever had a part in its chain: assessed, decided, heard an appeal;
    `excluded` those of them who may not assess it afresh. `rounds` counts the requests
    for further information in the present assessment, `appeals` the appeals.
    """

    scopes: tuple[str, ...]
    route: str
    level: str = ""
    acted: frozenset[str] = frozenset()
    excluded: frozenset[str] = frozenset()
    rounds: int = 0
    assessment: int = 1
    appeals: int = 0


@dataclass(frozen=True, slots=True)
class Record:
    """The record of assessment: what the assessors found and recommend."""

    assessment_id: UUID
    outcome: str
    assessors: tuple[str, ...]
    gaps: tuple[str, ...]
    scopes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """What one member of an appeal's panel finds."""

    outcome: AppealOutcome
    scopes: frozenset[str]


@dataclass(frozen=True, slots=True)
class Unsubmitted:
    """Nothing has come yet."""


@dataclass(frozen=True, slots=True)
class Returned:
    """Sent back to its sender with its faults; it may come again, corrected."""

    faults: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pending:
    """Submitted or answered, and waiting for the assessors."""

    case: Case


@dataclass(frozen=True, slots=True)
class Recommended:
    """Assessed, and waiting for the registrar's decision.

    `lapsed_on` is the last day of a request that was not answered; `referred` are the
    grounds on which the application went to the health and character panel.
    """

    case: Case
    record: Record
    lapsed_on: date | None = None
    referred: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Asked:
    """The applicant was asked for further information, and the clock stands."""

    case: Case
    record: Record
    gaps: tuple[str, ...]
    answer_by: date
    referred: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Accepted:
    """Admitted to the register, in these scopes.

    Where they are fewer than were applied for, an appeal for the others may be lodged
    until `appeal_by`, unless it is `final`; `took_back` says that one was, last.
    """

    case: Case
    scopes: tuple[str, ...]
    appeal_by: date | None = None
    final: bool = False
    took_back: bool = False


@dataclass(frozen=True, slots=True)
class Rejected:
    """Refused by the registrar; `final` once an appeal was dismissed.

    `took_back` says that the applicant's last appeal was taken back.
    """

    case: Case
    appeal_by: date | None
    final: bool = False
    took_back: bool = False


@dataclass(frozen=True, slots=True)
class UnderAppeal:
    """Before a panel, of which `members` must find the same.

    `admitted` are the scopes admitted already, none where all was refused; `appeal_by`
    is the last day of an appeal, as decided.
    """

    case: Case
    members: int
    decide_by: date
    admitted: tuple[str, ...] = ()
    appeal_by: date | None = None
    findings: Mapping[str, Finding] = field(default_factory=dict[str, Finding])
    overdue: bool = False

    @property
    def at_stake(self) -> tuple[str, ...]:
        """Return the scopes that the appeal is for, in the order applied for."""
        return tuple(one for one in self.case.scopes if one not in self.admitted)

    @property
    def against(self) -> Against:
        """Return what is appealed against."""
        return Against.NARROWER_SCOPE if self.admitted else Against.REFUSAL


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """Taken back by the applicant before the decision."""

    case: Case


State: TypeAlias = (
    Unsubmitted
    | Returned
    | Pending
    | Recommended
    | Asked
    | Accepted
    | Rejected
    | UnderAppeal
    | Withdrawn
)
