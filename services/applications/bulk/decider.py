"""Every decision about a bulk action, and what it is after each event."""

from collections.abc import Sequence
from typing import TypeAlias

from services.applications.bulk.commands import Command, Finish, PrepareMove, Release
from services.applications.bulk.rules import (
    MOVE_SCOPE,
    due_transfer,
    not_prepared,
    other_items,
    prepared_otherwise,
    require_some_and_not_too_many,
    same_person,
)
from services.applications.bulk.state import (
    Finished,
    Prepared,
    Released,
    State,
    Unprepared,
)
from shared.contracts.transfers import BulkFinished, BulkPrepared, BulkReleased
from shared.decider import Decider

Event: TypeAlias = BulkPrepared | BulkReleased | BulkFinished


def decide(command: Command, state: State) -> Sequence[Event]:
    """Return the events that `command` leads to, or raise `Refused`."""
    match command:
        case PrepareMove():
            return _prepare(command, state)
        case Release():
            return _release(command, state)
        case Finish():
            return _finish(command, state)


def _prepare(command: PrepareMove, state: State) -> Sequence[Event]:
    match state:
        case Unprepared():
            due_transfer(command)
            require_some_and_not_too_many(command)
            return [_prepared(command)]
        case Prepared() as action if action.subject == command.scope:
            return []
        case _:
            raise prepared_otherwise()


def _prepared(command: PrepareMove) -> BulkPrepared:
    return BulkPrepared(
        bulk_id=command.bulk_id,
        kind=MOVE_SCOPE,
        subject=command.scope,
        target=command.footing or "",
        count=command.items.count,
        items_digest=command.items.digest,
        excluded=dict(command.items.excluded),
        prepared_by=command.actor,
    )


def _release(command: Release, state: State) -> Sequence[Event]:
    match state:
        case Unprepared():
            raise not_prepared()
        case Prepared():
            return [_released(command, state)]
        case Released(action) | Finished(action):
            if command.digest != action.digest:
                raise other_items()
            return []


def _released(command: Release, action: Prepared) -> BulkReleased:
    if command.actor == action.prepared_by:
        raise same_person()
    items = command.items
    if items is None or not command.digest == action.digest == items.digest:
        raise other_items()
    return BulkReleased(
        bulk_id=command.bulk_id,
        kind=action.kind,
        subject=action.subject,
        target=action.target,
        count=action.count,
        items_digest=action.digest,
        released_by=command.actor,
    )


def _finish(command: Finish, state: State) -> Sequence[Event]:
    match state:
        case Released(action):
            return [
                BulkFinished(
                    bulk_id=command.bulk_id,
                    kind=action.kind,
                    subject=action.subject,
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
        case BulkPrepared():
            return Prepared(
                kind=event.kind,
                subject=event.subject,
                target=event.target,
                count=event.count,
                digest=event.items_digest,
                prepared_by=event.prepared_by,
            )
        case BulkReleased():
            return Released(state) if isinstance(state, Prepared) else state
        case BulkFinished():
            return Finished(state.action) if isinstance(state, Released) else state


BULK = Decider[Command, State, Event](
    initial=Unprepared(), decide=decide, evolve=evolve
)
