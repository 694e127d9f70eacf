"""Where assessors are written to: their addresses, as heard."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TypeAlias

from services.notifications.messages.commands import (
    Command,
    Recipient,
    RequestMessage,
)
from shared.capability import Database
from shared.contracts.contract import EventData
from shared.errors import NotYet

CONTACTS = """
SELECT assessor_id, person_id, name, email
FROM assessor_contacts
WHERE assessor_id = ANY($1::text[])
"""

Known: TypeAlias = Mapping[str, Recipient]


class AssessorContacts:
    """Knows the assessors to whom a message goes."""

    turn: str | None = None

    async def load(self, database: Database, commands: Sequence[Command]) -> Known:
        """Return the assessors concerned, by id."""
        asked = {
            command.assessor_id
            for command in commands
            if isinstance(command, RequestMessage) and command.assessor_id is not None
        }
        if not asked:
            return {}
        return {
            row["assessor_id"]: Recipient(row["person_id"], row["name"], row["email"])
            for row in await database.fetch(CONTACTS, sorted(asked))
        }

    def inform(self, command: Command, known: Known) -> Command:
        """Return the command with its recipient; `NotYet` before the appointment.

        The assignment may overtake the appointment on its way here: it then waits for
        it, since a message owed is not forgotten.
        """
        if not isinstance(command, RequestMessage) or command.assessor_id is None:
            return command
        contact = known.get(command.assessor_id)
        if contact is None:
            raise NotYet(awaits=f"assessor/{command.assessor_id}")
        return replace(command, recipient=contact if contact.address else None)

    def learn(self, known: Known, event: EventData) -> Known:  # noqa: ARG002
        """Return what is known: no message changes an address."""
        return known
