"""Every decision about a draft, and what it is after each event."""

from collections.abc import Sequence
from typing import TypeAlias

from services.applications.drafts import rules
from services.applications.drafts.commands import (
    Command,
    DeleteUntouched,
    DiscardDraft,
    FinishDraft,
    SaveDraft,
    StartDraft,
)
from services.applications.drafts.rules import Reason, refused
from services.applications.drafts.state import State
from shared.contracts.drafts import (
    Deletion,
    DraftDeleted,
    DraftSaved,
    DraftStarted,
    DraftSubmitted,
)
from shared.decider import Decider

Event: TypeAlias = DraftStarted | DraftSaved | DraftSubmitted | DraftDeleted


def decide(command: Command, state: State) -> Sequence[Event]:
    """Return the events that `command` leads to, or raise `Refused`."""
    match command:
        case StartDraft():
            return _start(command, state)
        case SaveDraft():
            return _save(command, state)
        case DiscardDraft():
            return _discard(command, state)
        case DeleteUntouched():
            return _delete_untouched(command, state)
        case FinishDraft():
            return _finish(command, state)


def _start(command: StartDraft, state: State) -> Sequence[Event]:
    match state:
        case State.NOT_STARTED:
            return [
                DraftStarted(
                    draft_id=command.draft_id,
                    deleted_at=command.deleted_at,
                    person_id=command.person_id,
                )
            ]
        case State.OPEN:
            rules.require_own(command.owner, command.actor)
            return []
        case State.SUBMITTED:
            raise refused(Reason.SUBMITTED)
        case State.DELETED:
            raise refused(Reason.DELETED)


def _save(command: SaveDraft, state: State) -> Sequence[Event]:
    match state:
        case State.OPEN:
            owner = rules.require_own(command.owner, command.actor)
            answers = {**owner.answers, **command.answers}
            if answers == dict(owner.answers):
                return []
            return [
                DraftSaved(
                    draft_id=command.draft_id,
                    deleted_at=command.deleted_at,
                    person_id=owner.person_id,
                    answers=answers,
                )
            ]
        case State.SUBMITTED:
            rules.require_own(command.owner, command.actor)
            raise refused(Reason.SUBMITTED)
        case State.NOT_STARTED | State.DELETED:
            raise refused(Reason.NO_DRAFT)


def _discard(command: DiscardDraft, state: State) -> Sequence[Event]:
    match state:
        case State.OPEN:
            owner = rules.require_own(command.owner, command.actor)
            return [
                DraftDeleted(
                    draft_id=command.draft_id,
                    reason=Deletion.DISCARDED,
                    person_id=owner.person_id,
                )
            ]
        case State.DELETED:
            return []
        case State.SUBMITTED:
            rules.require_own(command.owner, command.actor)
            raise refused(Reason.SUBMITTED)
        case State.NOT_STARTED:
            raise refused(Reason.NO_DRAFT)


def _delete_untouched(command: DeleteUntouched, state: State) -> Sequence[Event]:
    if state is not State.OPEN:
        return []
    person_id = command.owner.person_id if command.owner else None
    return [
        DraftDeleted(
            draft_id=command.draft_id, reason=Deletion.UNTOUCHED, person_id=person_id
        )
    ]


def _finish(command: FinishDraft, state: State) -> Sequence[Event]:
    """End a draft; most applications never had one."""
    if state is not State.OPEN:
        return []
    return [DraftSubmitted(draft_id=command.draft_id)]


def evolve(state: State, event: Event) -> State:
    """Return where the draft stands after `event`."""
    match event:
        case DraftStarted():
            return State.OPEN
        case DraftSaved():
            return state
        case DraftSubmitted():
            return State.SUBMITTED
        case DraftDeleted():
            return State.DELETED


DRAFT = Decider[Command, State, Event](
    initial=State.NOT_STARTED, decide=decide, evolve=evolve
)
"""The rules of one draft."""
