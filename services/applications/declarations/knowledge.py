"""What judging must know: how the member is tied to the case, and what it is about."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from uuid import UUID

from asyncpg import Record

from services.applications.declarations.commands import (
    Command,
    Judge,
    RaiseDeclaration,
    Recuse,
    Subject,
)
from shared.capability import Database
from shared.contracts.contract import EventData
from shared.contracts.declarations import MatterOrigin

TIES = """
SELECT application_id, actor, tie
  FROM declaration_ties
 WHERE application_id = ANY($1::uuid[]) AND tie <> 'recused'
UNION
SELECT application_id, actor, 'declared'
  FROM application_ties
 WHERE application_id = ANY($1::uuid[])
"""

SUBJECTS = """
SELECT application_id, person_id, given_names, family_name, employer, grounds, details
  FROM declarations
 WHERE application_id = ANY($1::uuid[])
"""


@dataclass(frozen=True, slots=True)
class Known:
    """Who is tied how to the applications of a batch, and what is before the panel."""

    ties: Mapping[tuple[UUID, str], frozenset[str]] = field(
        default_factory=lambda: MappingProxyType({})
    )
    subjects: Mapping[UUID, Subject] = field(
        default_factory=lambda: MappingProxyType({})
    )


class KnownTies:
    """Loads the ties and the subjects of the matters that are spoken of again."""

    turn: str | None = None

    async def load(self, database: Database, commands: Sequence[Command]) -> Known:
        """Return what is known of the applications concerned."""
        ids = [
            command.application_id
            for command in commands
            if isinstance(command, Judge | Recuse) or _comes_back(command)
        ]
        if not ids:
            return Known()
        ties: dict[tuple[UUID, str], frozenset[str]] = {}
        for row in await database.fetch(TIES, ids):
            place = (row["application_id"], row["actor"])
            ties[place] = ties.get(place, frozenset[str]()) | {row["tie"]}
        rows = await database.fetch(SUBJECTS, ids)
        return Known(ties, {row["application_id"]: _subject(row) for row in rows})

    def inform(self, command: Command, known: Known) -> Command:
        """Return the command with the member's ties and what the matter is about."""
        subject = known.subjects.get(command.application_id, Subject())
        person_id = subject.person_id
        match command:
            case Judge():
                place = (command.application_id, command.member)
                ties = known.ties.get(place, frozenset[str]())
                return replace(command, ties=ties, person_id=person_id)
            case Recuse():
                return replace(command, person_id=person_id)
            case RaiseDeclaration() if _comes_back(command):
                return replace(command, subject=subject)
            case _:
                return command

    def learn(self, known: Known, event: EventData) -> Known:  # noqa: ARG002
        """Learn nothing: ties come of what other capabilities say."""
        return known


def _comes_back(command: Command) -> bool:
    """Tell whether a matter comes back whose words are in the read table alone."""
    return (
        isinstance(command, RaiseDeclaration)
        and command.origin is MatterOrigin.APPEALED
    )


def _subject(row: Record) -> Subject:
    return Subject(
        person_id=row["person_id"],
        given_names=row["given_names"],
        family_name=row["family_name"],
        employer=row["employer"],
        grounds=tuple(row["grounds"]),
        details=row["details"],
    )
