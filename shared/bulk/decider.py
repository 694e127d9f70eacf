"""Every decision about a bulk action, and what it is after each event."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from shared.bulk.commands import Command, Finish, Prepare, Release, Selection
from shared.bulk.rules import (
    not_prepared,
    other_items,
    prepared_otherwise,
    require_possible,
    same_person,
)
from shared.bulk.state import Finished, Prepared, Released, State, Unprepared
from shared.contracts.bulk import ActionFinished, ActionPrepared, ActionReleased
from shared.decider import Decider

Event: TypeAlias = ActionPrepared | ActionReleased | ActionFinished


@dataclass(frozen=True, slots=True)
class Said:
    """The events by which one service says what becomes of an action."""

    prepared: type[ActionPrepared]
    released: type[ActionReleased]
    finished: type[ActionFinished]


def bulk_decider(said: Said) -> Decider[Command, State, Event]:
    """Return the rules of a bulk action, told by a service's own events."""

    def decide(command: Command, state: State) -> Sequence[Event]:
        match command:
            case Prepare():
                return _prepare(command, state, said)
            case Release():
                return _release(command, state, said)
            case Finish():
                return _finish(command, state, said)

    return Decider[Command, State, Event](
        initial=Unprepared(), decide=decide, evolve=evolve
    )


def _prepare(command: Prepare, state: State, said: Said) -> Sequence[Event]:
    match state:
        case Unprepared():
            require_possible(command)
            return [_prepared(command, said)]
        case Prepared() if _is_same(command, state):
            return []
        case _:
            raise prepared_otherwise()


def _is_same(command: Prepare, action: Prepared) -> bool:
    """Tell whether it is the action prepared; of those chosen, the items it has now."""
    wanted, before = command.selection, action.selection
    if replace(wanted, chosen=()) != replace(before, chosen=()):
        return False
    return not wanted.chosen or command.items.digest == action.digest


def _prepared(command: Prepare, said: Said) -> ActionPrepared:
    selection, items = command.selection, command.items
    return said.prepared(
        bulk_id=command.bulk_id,
        kind=selection.kind,
        subject=selection.subject,
        target=selection.target,
        count=items.count,
        items_digest=items.digest,
        excluded=dict(items.excluded),
        prepared_by=command.actor,
        items=items.ids,
    )


def _release(command: Release, state: State, said: Said) -> Sequence[Event]:
    match state:
        case Unprepared():
            raise not_prepared()
        case Prepared():
            return [_released(command, state, said)]
        case Released(action) | Finished(action):
            if command.digest != action.digest:
                raise other_items()
            return []


def _released(command: Release, action: Prepared, said: Said) -> ActionReleased:
    if command.actor == action.prepared_by:
        raise same_person()
    items = command.items
    if items is None or not command.digest == action.digest == items.digest:
        raise other_items()
    return said.released(
        bulk_id=command.bulk_id,
        kind=action.selection.kind,
        subject=action.selection.subject,
        target=action.selection.target,
        count=action.count,
        items_digest=action.digest,
        released_by=command.actor,
    )


def _finish(command: Finish, state: State, said: Said) -> Sequence[Event]:
    match state:
        case Released(action):
            return [
                said.finished(
                    bulk_id=command.bulk_id,
                    kind=action.selection.kind,
                    subject=action.selection.subject,
                    left=command.left,
                )
            ]
        case Finished():
            return []
        case Unprepared() | Prepared():
            raise not_prepared()


def evolve(state: State, event: Event) -> State:
    """Return what the action is after `event`."""
    match event:
        case ActionPrepared():
            return Prepared(
                Selection(event.kind, event.subject, event.target, event.items),
                count=event.count,
                digest=event.items_digest,
                prepared_by=event.prepared_by,
            )
        case ActionReleased():
            return Released(state) if isinstance(state, Prepared) else state
        case ActionFinished():
            return Finished(state.action) if isinstance(state, Released) else state
