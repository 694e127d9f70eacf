"""What declaring a tie must know that the state cannot: whom it is to."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TypeAlias
from uuid import UUID

from services.applications.staff_interests.commands import Command, Declare
from services.applications.staff_interests.rules import digest_of
from shared.capability import Database
from shared.contracts.contract import EventData
from shared.contracts.staff_interests import StaffInterestDeclared

READ = """
SELECT interest_id, actor, tie, person_id, encode(email_digest, 'hex') AS email_digest
  FROM staff_interests
 WHERE interest_id = ANY($1::uuid[])
"""

Told: TypeAlias = tuple[str, str, UUID | None, str | None]
Known: TypeAlias = Mapping[UUID, Told]


class KnownInterests:
    """Knows whether the same tie was declared before."""

    turn: str | None = None

    async def load(self, database: Database, commands: Sequence[Command]) -> Known:
        """Return what is on record under these ids."""
        rows = await database.fetch(READ, [one.interest_id for one in commands])
        return {
            row["interest_id"]: (
                row["actor"],
                row["tie"],
                row["person_id"],
                row["email_digest"],
            )
            for row in rows
        }

    def inform(self, command: Command, known: Known) -> Command:
        """Return the declaration, told whether it stands like this on record."""
        if not isinstance(command, Declare):
            return command
        told = (
            command.actor,
            command.tie.value,
            command.person_id,
            digest_of(command.email),
        )
        return replace(command, same=known.get(command.interest_id) == told)

    def learn(self, known: Known, event: EventData) -> Known:
        """Return what is on record after the event."""
        if not isinstance(event, StaffInterestDeclared):
            return known
        told = (event.actor, event.tie.value, event.person_id, event.email_digest)
        return {**known, event.interest_id: told}
