"""What serving a refusal must know: how the application stands."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from uuid import UUID

from services.applications.serving.commands import CloseRefused, Command, RecordServed
from services.applications.serving.queries import RefusedApplication, read_standing
from services.applications.ties import tied_to
from shared.capability import Database
from shared.contracts.contract import EventData

UNKNOWN = RefusedApplication(refused=False, appeal_by=None)


@dataclass(frozen=True, slots=True)
class Known:
    """How the applications of a batch stand, and who is tied to those to be closed."""

    standings: Mapping[UUID, RefusedApplication] = field(
        default_factory=dict[UUID, RefusedApplication]
    )
    ties: Mapping[UUID, frozenset[str]] = field(
        default_factory=dict[UUID, frozenset[str]]
    )


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
        by_staff = {
            command.application_id
            for command in commands
            if isinstance(command, CloseRefused) and command.actor is not None
        }
        return Known(
            await read_standing(database, sorted(asked)) if asked else {},
            await tied_to(database, by_staff),
        )

    def inform(self, command: Command, known: Known) -> Command:
        """Return the command with how its application stands."""
        standing = known.standings.get(command.application_id, UNKNOWN)
        match command:
            case RecordServed():
                return replace(command, decided=standing.appeal_by)
            case CloseRefused():
                tied = known.ties.get(command.application_id, frozenset[str]())
                return replace(command, refused=standing.refused, tied=tied)
            case _:
                return command

    def learn(self, known: Known, event: EventData) -> Known:  # noqa: ARG002
        """Return what is known: no service changes how an application stands."""
        return known
