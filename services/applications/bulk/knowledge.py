"""What a bulk action must know: the items it has at this moment."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from uuid import UUID

from services.applications.bulk.commands import (
    NOTHING,
    Command,
    Finish,
    Items,
    PrepareMove,
    Release,
)
from services.applications.bulk.queries import bulk_of, items_of_move
from shared.capability import Database
from shared.contracts.contract import EventData

Known = Mapping[UUID, Items]
"""The items of each action of a batch."""


class KnownItems:
    """Bulk actions are rare: each command of a batch reads its own items."""

    turn: str | None = None

    async def load(self, database: Database, commands: Sequence[Command]) -> Known:
        """Return the items that these actions would touch now."""
        known: dict[UUID, Items] = {}
        for command in commands:
            items = await _items(database, command)
            if items is not None:
                known[command.bulk_id] = items
        return known

    def inform(self, command: Command, known: Known) -> Command:
        """Return the command with its items."""
        match command:
            case PrepareMove():
                return replace(command, items=known.get(command.bulk_id, NOTHING))
            case Release():
                return replace(command, items=known.get(command.bulk_id))
            case Finish():
                return command

    def learn(self, known: Known, event: EventData) -> Known:  # noqa: ARG002
        """Return what is known: a bulk action moves nothing itself."""
        return known


async def _items(database: Database, command: Command) -> Items | None:
    match command:
        case PrepareMove(scope=scope, footing=footing) if footing is not None:
            return await items_of_move(database, scope, footing)
        case Release(bulk_id=bulk_id):
            action = await bulk_of(database, bulk_id)
            if action is None:
                return None
            return await items_of_move(database, action.subject, action.target)
        case _:
            return None
