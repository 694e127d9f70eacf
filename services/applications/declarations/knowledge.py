"""What judging must know: how the member is tied to the case, and whose it is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from uuid import UUID

from services.applications.declarations.commands import Command, Judge, Recuse
from shared.capability import Database
from shared.contracts.contract import EventData

TIES = """
SELECT application_id, actor, tie
  FROM declaration_ties
 WHERE application_id = ANY($1::uuid[]) AND tie <> 'recused'
UNION
SELECT application_id, actor, 'declared'
  FROM application_ties
 WHERE application_id = ANY($1::uuid[])
"""

PEOPLE = """
SELECT application_id, person_id
  FROM declarations
 WHERE application_id = ANY($1::uuid[])
"""


@dataclass(frozen=True, slots=True)
class Known:
    """Who is tied how to the applications of a batch, and whose they are."""

    ties: Mapping[tuple[UUID, str], frozenset[str]] = field(
        default_factory=lambda: MappingProxyType({})
    )
    people: Mapping[UUID, UUID | None] = field(
        default_factory=lambda: MappingProxyType({})
    )


class KnownTies:
    """Loads the ties and the people of the matters that members speak of."""

    turn: str | None = None

    async def load(self, database: Database, commands: Sequence[Command]) -> Known:
        """Return what is known of the applications concerned."""
        ids = [
            command.application_id
            for command in commands
            if isinstance(command, Judge | Recuse)
        ]
        if not ids:
            return Known()
        ties: dict[tuple[UUID, str], frozenset[str]] = {}
        for row in await database.fetch(TIES, ids):
            place = (row["application_id"], row["actor"])
            ties[place] = ties.get(place, frozenset[str]()) | {row["tie"]}
        people = await database.fetch(PEOPLE, ids)
        return Known(ties, {row["application_id"]: row["person_id"] for row in people})

    def inform(self, command: Command, known: Known) -> Command:
        """Return the command with the member's ties and the person concerned."""
        person_id = known.people.get(command.application_id)
        match command:
            case Judge():
                place = (command.application_id, command.member)
                ties = known.ties.get(place, frozenset[str]())
                return replace(command, ties=ties, person_id=person_id)
            case Recuse():
                return replace(command, person_id=person_id)
            case _:
                return command

    def learn(self, known: Known, event: EventData) -> Known:  # noqa: ARG002
        """Learn nothing: ties come of what other capabilities say."""
        return known
