"""What may be asked of a draft."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose draft it is, and what it holds; of an erased person, nothing."""

    actor: str | None
    person_id: UUID | None
    answers: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class StartDraft:
    """`actor` begins a draft; `person_id` is drawn for whom it is about."""

    draft_id: UUID
    actor: str
    deleted_at: datetime
    now: datetime
    owner: Owner | None = None
    person_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class SaveDraft:
    """`actor` saves answers; whose draft it is, is known from the read table."""

    draft_id: UUID
    actor: str
    answers: Mapping[str, str]
    deleted_at: datetime
    now: datetime
    owner: Owner | None = None


@dataclass(frozen=True, slots=True)
class DiscardDraft:
    """`actor` deletes the draft."""

    draft_id: UUID
    actor: str
    now: datetime
    owner: Owner | None = None


@dataclass(frozen=True, slots=True)
class DeleteUntouched:
    """The draft has not been touched for as long as it is kept."""

    draft_id: UUID
    now: datetime
    owner: Owner | None = None


@dataclass(frozen=True, slots=True)
class FinishDraft:
    """An application with the draft's id was submitted."""

    draft_id: UUID
    now: datetime


Command: TypeAlias = (
    StartDraft | SaveDraft | DiscardDraft | DeleteUntouched | FinishDraft
)
