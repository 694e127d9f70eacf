"""What may be asked about a declared matter."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TypeAlias
from uuid import UUID

from shared.contracts.declarations import (
    ClosingGround,
    Finding,
    FindingGround,
    MatterOrigin,
    RecusalGround,
)


@dataclass(frozen=True, slots=True)
class Subject:
    """Whom a matter is about, and in which words; erased, nobody and nothing."""

    person_id: UUID | None = None
    given_names: str | None = None
    family_name: str | None = None
    employer: str | None = None
    grounds: tuple[str, ...] | None = None
    details: str | None = None


@dataclass(frozen=True, slots=True)
class RaiseDeclaration:
    """A matter goes before `panel_members` members, who are to find by `judge_by`.

    The subject of one that comes back with an appeal is known from the read table.
    """

    application_id: UUID
    origin: MatterOrigin
    subject: Subject
    panel_members: int
    judge_by: date
    now: datetime


@dataclass(frozen=True, slots=True)
class Judge:
    """The panel member `member` gives a finding.

    Known from the read tables: how the member is tied to the case (`ties`, as codes),
    and whose it is.
    """

    application_id: UUID
    member: str
    finding: Finding
    grounds: tuple[FindingGround, ...] | None
    explanation: str | None
    now: datetime
    ties: frozenset[str] = field(default_factory=frozenset[str])
    person_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Recuse:
    """The panel member `member` takes no part."""

    application_id: UUID
    member: str
    reason: RecusalGround
    explanation: str | None
    now: datetime
    person_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class RecordOverdue:
    """The day by which the panel was to find has passed."""

    application_id: UUID
    now: datetime


@dataclass(frozen=True, slots=True)
class CloseDeclaration:
    """The application ended, and with it what the panel was to judge."""

    application_id: UUID
    reason: ClosingGround
    now: datetime


ByMember: TypeAlias = Judge | Recuse
"""The commands of a member of the panel."""

Command: TypeAlias = RaiseDeclaration | ByMember | RecordOverdue | CloseDeclaration
