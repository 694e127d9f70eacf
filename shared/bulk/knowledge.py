"""What a bulk action must know: the items it has at this moment."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace
from typing import TypeAlias
from uuid import UUID

from shared.bulk.commands import (
    NOTHING,
    Command,
    Finish,
    Items,
    Prepare,
    Release,
    Selection,
)
from shared.bulk.queries import bulk_of
from shared.capability import Database
from shared.contracts.contract import EventData

Known: TypeAlias = Mapping[UUID, Items]
"""The items of each action of a batch."""

Count: TypeAlias = Callable[[Database, Selection, str], Awaitable[Items]]
"""Finds what an action of one kind would touch now, and an actor may touch."""


class KnownItems:
    """Bulk actions are rare: each command of a batch reads its own items.

    `kinds` finds the items of each kind of action, by its code.
    """

    turn: str | None = None

    def __init__(self, kinds: Mapping[str, Count]) -> None:
        self._kinds = kinds

    async def load(self, database: Database, commands: Sequence[Command]) -> Known:
        """Return the items that these actions would touch now."""
        known: dict[UUID, Items] = {}
        for command in commands:
            selection = await _selection(database, command)
            if selection is not None and not isinstance(command, Finish):
                count = self._kinds[selection.kind]
                known[command.bulk_id] = await count(database, selection, command.actor)
        return known

    def inform(self, command: Command, known: Known) -> Command:
        """Return the command with its items."""
        match command:
            case Prepare():
                return replace(command, items=known.get(command.bulk_id, NOTHING))
            case Release():
                return replace(command, items=known.get(command.bulk_id))
            case Finish():
                return command

    def learn(self, known: Known, event: EventData) -> Known:  # noqa: ARG002
        """Return what is known: a bulk action moves nothing itself."""
        return known


async def _selection(database: Database, command: Command) -> Selection | None:
    """Return what an action is done to, None where nobody needs to know."""
    match command:
        case Prepare(selection=selection, against=None):
            return selection
        case Release(bulk_id=bulk_id):
            action = await bulk_of(database, bulk_id)
            return action.selection if action else None
        case _:
            return None
