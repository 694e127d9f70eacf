"""What an appointment must know that the state cannot: it is personal."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TypeAlias

from services.assessment.assessors.commands import Appoint
from shared.capability import Database
from shared.contracts.assessment import AssessorAppointed
from shared.contracts.contract import EventData

CONTACTS = """
SELECT assessor_id, name, email
FROM assessors
WHERE assessor_id = ANY($1::text[])
"""

Contact: TypeAlias = tuple[str | None, str | None]
Contacts: TypeAlias = Mapping[str, Contact]


class ContactOnRecord:
    """Knows whether an appointment changes the name or e-mail on record."""

    turn: str | None = None

    async def load(self, database: Database, commands: Sequence[Appoint]) -> Contacts:
        """Return name and e-mail of the assessors concerned."""
        asked = [command.assessor_id for command in commands]
        rows = await database.fetch(CONTACTS, asked)
        return {row["assessor_id"]: (row["name"], row["email"]) for row in rows}

    def inform(self, command: Appoint, known: Contacts) -> Appoint:
        """Return the appointment, told whether it changes a contact."""
        on_record = known.get(command.assessor_id)
        changed = on_record is not None and on_record != (command.name, command.email)
        return replace(command, contact_changed=changed)

    def learn(self, known: Contacts, event: EventData) -> Contacts:
        """Return what is on record after the event."""
        if not isinstance(event, AssessorAppointed):
            return known
        return {**known, event.assessor_id: (event.name, event.email)}
