"""What erasing must know of a person: which cases the register holds of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from uuid import UUID

from services.applications.retention.commands import (
    Command,
    EraseDraft,
    EraseOnRequest,
    EraseWhatEnded,
    EraseWithOther,
    Held,
    Informed,
    PlaceHold,
)
from services.applications.retention.queries import HELD
from shared.capability import Database
from shared.contracts.contract import EventData


@dataclass(frozen=True, slots=True)
class Known:
    """What the register holds of the people of a batch."""

    held: Mapping[UUID, Held] = field(default_factory=dict[UUID, Held])


class WhatIsHeld:
    """Loads what the register holds of the people whom commands name."""

    turn: str | None = None

    async def load(self, database: Database, commands: Sequence[Command]) -> Known:
        """Return what is held of the people concerned."""
        people = [one.person_id for one in commands if isinstance(one, Informed)]
        if not people:
            return Known()
        return Known(
            {
                row["person_id"]: Held(
                    applications=tuple(row["applications"]),
                    under_way=row["under_way"],
                    entered=row["entered"],
                    also=tuple(row["also"]),
                    holds=frozenset(row["holds"]),
                    kept_until=row["kept_until"],
                )
                for row in await database.fetch(HELD, people)
            }
        )

    def inform(self, command: Command, known: Known) -> Command:
        """Return the command knowing what is held of its person."""
        match command:
            case (
                EraseOnRequest()
                | EraseWhatEnded()
                | EraseDraft()
                | EraseWithOther()
                | PlaceHold()
            ):
                return replace(command, held=known.held.get(command.person_id, Held()))
            case _:
                return command

    def learn(self, known: Known, event: EventData) -> Known:  # noqa: ARG002
        """Learn nothing: what is held changes by what other capabilities say."""
        return known
