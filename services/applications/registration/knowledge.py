"""What entering somebody must know of the register: the next number, who is in it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from uuid import UUID

from services.applications.registration.commands import Command, TransferEntry
from shared.capability import Database
from shared.contracts.applications import RegistrationEntered
from shared.contracts.contract import EventData

LAST = "SELECT coalesce(max(sequence), 0) FROM register_entries"

ENTERED = """
SELECT application_id, registration_number
  FROM register_entries
 WHERE application_id = ANY($1::uuid[])
"""


@dataclass(frozen=True, slots=True)
class Known:
    """How many numbers have been given, and to which of a batch's applications."""

    last: int = 0
    entered: Mapping[UUID, str] = field(default_factory=lambda: MappingProxyType({}))


class KnownEntries:
    """The register's numbers: one batch at a time gives them, in order, each once."""

    def __init__(self) -> None:
        self.turn: str | None = "registration"

    async def load(self, database: Database, commands: Sequence[Command]) -> Known:
        """Return the last number given, and the entries of these applications."""
        rows = await database.fetch(ENTERED, [c.application_id for c in commands])
        return Known(
            last=await database.fetchval(LAST),
            entered={row["application_id"]: row["registration_number"] for row in rows},
        )

    def inform(self, command: Command, known: Known) -> Command:
        """Return the command with the next number, or the one it has led to before."""
        if isinstance(command, TransferEntry):
            return command
        before = known.entered.get(command.application_id)
        next_free = command.numbering.number(known.last + 1)
        return replace(command, number=before or next_free, entered=before)

    def learn(self, known: Known, event: EventData) -> Known:
        """Return what is known after an event of this batch."""
        if not isinstance(event, RegistrationEntered):
            return known
        entered = {**known.entered, event.application_id: event.registration_number}
        return Known(last=known.last + 1, entered=entered)
