"""Events and commands about drafts: the form of an application, before it is sent."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import ClassVar
from uuid import UUID

from shared.contracts.bounds import Answers
from shared.contracts.contract import CommandData, EventData, Personal


class Deletion(StrEnum):
    """Why a draft was deleted."""

    DISCARDED = "discarded-by-applicant"
    UNTOUCHED = "untouched-for-too-long"


class DraftStarted(EventData):
    """Somebody began to fill in the form; the draft's id will be the application's.

    Unless it is changed, it is deleted at `deleted_at`.
    """

    TYPE: ClassVar[str] = "register.applications.draft-started.v1"
    REASON: ClassVar[str] = "begun-by-applicant"

    draft_id: UUID
    deleted_at: datetime
    person_id: Personal[UUID] = None


class DraftSaved(EventData):
    """The form was saved: all answers so far, as they were written."""

    TYPE: ClassVar[str] = "register.applications.draft-saved.v1"
    REASON: ClassVar[str] = "saved-by-applicant"

    draft_id: UUID
    deleted_at: datetime
    person_id: Personal[UUID] = None
    answers: Personal[Mapping[str, str]] = None


class DraftSubmitted(EventData):
    """The application was submitted, so that the draft has done its work."""

    TYPE: ClassVar[str] = "register.applications.draft-submitted.v1"
    REASON: ClassVar[str] = "application-submitted"

    draft_id: UUID


class DraftDeleted(EventData):
    """The draft is deleted, and what it held of a person is erased."""

    TYPE: ClassVar[str] = "register.applications.draft-deleted.v1"

    draft_id: UUID
    reason: Deletion
    person_id: Personal[UUID] = None


class StartDraft(CommandData):
    """Begin to fill in the form."""

    TYPE: ClassVar[str] = "register.applications.start-draft.v1"

    draft_id: UUID


class SaveDraft(CommandData):
    """Save answers; those that are not named stay as they are."""

    TYPE: ClassVar[str] = "register.applications.save-draft.v1"

    draft_id: UUID
    answers: Personal[Answers] = None


class DiscardDraft(CommandData):
    """Delete one's own draft."""

    TYPE: ClassVar[str] = "register.applications.discard-draft.v1"

    draft_id: UUID


EVENTS: tuple[type[EventData], ...] = (
    DraftStarted,
    DraftSaved,
    DraftSubmitted,
    DraftDeleted,
)
COMMANDS: tuple[type[CommandData], ...] = (StartDraft, SaveDraft, DiscardDraft)
