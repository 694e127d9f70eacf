"""What serving a refusal must know: how the application stands."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TypeAlias
from uuid import UUID

from services.applications.serving.commands import CloseRefused, Command, RecordServed
from services.applications.serving.queries import RefusedApplication, read_standing
from shared.capability import Database
from shared.contracts.contract import EventData

Known: TypeAlias = Mapping[UUID, RefusedApplication]

UNKNOWN = RefusedApplication(refused=False, appeal_by=None)


class KnownRefusals:
    """Knows whether an application stands refused, read once a batch."""

    turn: str | None = None

    async def load(self, database: Database, commands: Sequence[Command]) -> Known:
        """Return how the applications concerned stand."""
        asked = {
            command.application_id
            for command in commands
            if isinstance(command, RecordServed | CloseRefused)
        }
        return await read_standing(database, sorted(asked)) if asked else {}

    def inform(self, command: Command, known: Known) -> Command:
        """Return the command with how its application stands."""
        standing = known.get(command.application_id, UNKNOWN)
        match command:
            case RecordServed():
                return replace(command, decided=standing.appeal_by)
            case CloseRefused():
                return replace(command, refused=standing.refused)
            case _:
                return command

    def learn(self, known: Known, event: EventData) -> Known:  # noqa: ARG002
        """Return what is known: no service changes how an application stands."""
        return known
