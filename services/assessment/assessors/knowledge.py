"""What the pool must know that the state cannot: it is personal."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from services.assessment.assessors.commands import Appoint, Command, Declare
from shared.capability import Database
from shared.contracts.assessment import AssessorAppointed
from shared.contracts.assessors import Interests, InterestsDeclared
from shared.contracts.contract import EventData

ON_RECORD = """
SELECT assessor_id, name, email, interests
FROM assessors
WHERE assessor_id = ANY($1::text[])
"""

Contact: TypeAlias = tuple[str | None, str | None]


@dataclass(frozen=True, slots=True)
class Known:
    """Name, e-mail and interests on record of the assessors concerned."""

    contacts: Mapping[str, Contact] = field(default_factory=dict[str, Contact])
    interests: Mapping[str, Interests] = field(default_factory=dict[str, Interests])


class ContactOnRecord:
    """Knows whether name, e-mail or interests on record are changed."""

    turn: str | None = None

    async def load(self, database: Database, commands: Sequence[Command]) -> Known:
        """Return what is on record of the assessors concerned."""
        asked = [
            one.assessor_id for one in commands if isinstance(one, Appoint | Declare)
        ]
        if not asked:
            return Known()
        rows = await database.fetch(ON_RECORD, asked)
        return Known(
            {row["assessor_id"]: (row["name"], row["email"]) for row in rows},
            {
                row["assessor_id"]: Interests.model_validate_json(row["interests"])
                for row in rows
                if row["interests"] is not None
            },
        )

    def inform(self, command: Command, known: Known) -> Command:
        """Return the command, told whether it changes what is on record."""
        if not isinstance(command, Appoint | Declare):
            return command
        declared = known.interests.get(command.assessor_id)
        command = replace(command, interests_changed=declared != command.interests)
        if isinstance(command, Declare):
            return command
        on_record = known.contacts.get(command.assessor_id)
        changed = on_record is not None and on_record != (command.name, command.email)
        return replace(command, contact_changed=changed)

    def learn(self, known: Known, event: EventData) -> Known:
        """Return what is on record after the event."""
        match event:
            case AssessorAppointed():
                contact = {event.assessor_id: (event.name, event.email)}
                return replace(known, contacts={**known.contacts, **contact})
            case InterestsDeclared() if event.interests is not None:
                declared = {event.assessor_id: event.interests}
                return replace(known, interests={**known.interests, **declared})
            case _:
                return known
