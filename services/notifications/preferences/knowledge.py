"""What setting preferences must know: whose application it is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from services.notifications.preferences.commands import Command
from shared.capability import Database
from shared.contracts.contract import EventData
from shared.contracts.preferring import PreferencesSet

WHOSE = """
SELECT
    application_id,
    actor,
    applicant_contacts.person_id,
    language,
    channel
FROM applicant_contacts
LEFT JOIN preferences USING (person_id)
WHERE application_id = ANY($1::uuid[])
"""


@dataclass(frozen=True, slots=True)
class Whose:
    """The person of an application, as whom they sign in, and what they said last."""

    actor: str | None = None
    person_id: UUID | None = None
    stands: tuple[str, str] | None = None


class KnownApplicants:
    """Knows whose the applications are."""

    turn: str | None = None

    async def load(
        self, database: Database, commands: Sequence[Command]
    ) -> Mapping[UUID, Whose]:
        """Return whose the applications of a batch are."""
        rows = await database.fetch(WHOSE, [one.application_id for one in commands])
        return {
            row["application_id"]: Whose(
                row["actor"],
                row["person_id"],
                (row["language"], row["channel"]) if row["language"] else None,
            )
            for row in rows
        }

    def inform(self, command: Command, known: Mapping[UUID, Whose]) -> Command:
        """Return the command with whose application it is."""
        found = known.get(command.application_id, Whose())
        return replace(
            command,
            applicant=found.actor,
            person_id=found.person_id,
            stands=found.stands,
        )

    def learn(
        self, known: Mapping[UUID, Whose], event: EventData
    ) -> Mapping[UUID, Whose]:
        """Return what is known after an event: what the person said last."""
        if not isinstance(event, PreferencesSet):
            return known
        said = event.language.value, event.channel.value
        return {
            application_id: replace(whose, stands=said)
            if whose.person_id == event.person_id
            else whose
            for application_id, whose in known.items()
        }
