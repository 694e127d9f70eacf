"""What deciding who is one person must know: whose each application is by now."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from uuid import UUID

from services.applications.identity.commands import (
    Command,
    DecideDuplicate,
    Merging,
    Parting,
)
from services.applications.identity.rules import kept_of
from services.applications.ties import tied_to
from shared.capability import Database
from shared.contracts.contract import EventData
from shared.contracts.identity import PersonMerged, PersonParted
from shared.erasing.erasure import erased_records

PAIRS = """
SELECT pair_id, application_id, other_application_id, merged_person_id
  FROM possible_duplicates
 WHERE pair_id = ANY($1::uuid[])
"""

# All applications of everybody concerned: they change hands together.
PEOPLE = """
SELECT application_id, person_id
  FROM application_people
 WHERE person_id IN (
    SELECT person_id FROM application_people WHERE application_id = ANY($1::uuid[]))
 ORDER BY application_id
"""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two applications, and who is not kept since they were made one person's."""

    newer: UUID
    older: UUID
    merged: UUID | None


@dataclass(frozen=True, slots=True)
class Known:
    """The pairs of a batch: whose each application is, who is erased, who is tied."""

    pairs: Mapping[UUID, Pair] = field(default_factory=lambda: MappingProxyType({}))
    people: Mapping[UUID, UUID] = field(default_factory=lambda: MappingProxyType({}))
    erased: frozenset[UUID] = frozenset()
    ties: Mapping[UUID, frozenset[str]] = field(
        default_factory=lambda: MappingProxyType({})
    )


class KnownPeople:
    """Who is one person: one batch at a time decides by it."""

    turn: str | None = "identity"

    async def load(self, database: Database, commands: Sequence[Command]) -> Known:
        """Return what is known of the pairs that are to be decided."""
        ids = [one.pair_id for one in commands if isinstance(one, DecideDuplicate)]
        if not ids:
            return Known()
        pairs = {
            row["pair_id"]: Pair(
                row["application_id"],
                row["other_application_id"],
                row["merged_person_id"],
            )
            for row in await database.fetch(PAIRS, ids)
        }
        concerned = [one for pair in pairs.values() for one in (pair.newer, pair.older)]
        people = {
            row["application_id"]: row["person_id"]
            for row in await database.fetch(PEOPLE, concerned)
        }
        erased = await erased_records(database, set(people.values()))
        ties = await tied_to(database, concerned)
        return Known(pairs, people, frozenset(erased), ties)

    def inform(self, command: Command, known: Known) -> Command:
        """Return the command with what merging or parting would mean."""
        if not isinstance(command, DecideDuplicate):
            return command
        pair = known.pairs.get(command.pair_id)
        if pair is None:
            return replace(command, unknown=True)
        tied = frozenset[str]().union(
            *(known.ties.get(one, ()) for one in (pair.newer, pair.older))
        )
        command = replace(command, tied=tied)
        newer, older = known.people.get(pair.newer), known.people.get(pair.older)
        if newer is None or older is None:
            return replace(command, unknown=True)
        kept = kept_of(newer, older, known.erased)
        return replace(
            command,
            person_id=newer,
            merging=None if newer == older else _merging(newer, older, known),
            parting=None if pair.merged is None else Parting(newer, pair.merged),
            unknown=kept is None,
        )

    def learn(self, known: Known, event: EventData) -> Known:
        """Return what is known after people were made one, or parted."""
        match event:
            case PersonMerged(person_id=kept, merged_person_id=merged) if (
                kept and merged
            ):
                known = _given(known, event.applications, kept)
                return _merged(known, event.pair_id, merged)
            case PersonParted(parted_person_id=parted) if parted:
                known = _given(known, event.applications, parted)
                return _merged(known, event.pair_id, None)
            case _:
                return known


def _merging(newer: UUID, older: UUID, known: Known) -> Merging:
    follow = tuple(one for one, whose in known.people.items() if whose == newer)
    return Merging(kept=older, merged=newer, applications=follow)


def _given(known: Known, applications: Sequence[UUID], person_id: UUID) -> Known:
    people = {**known.people, **dict.fromkeys(applications, person_id)}
    return replace(known, people=people)


def _merged(known: Known, pair_id: UUID, merged: UUID | None) -> Known:
    pair = known.pairs.get(pair_id)
    if pair is None:
        return known
    pairs = {**known.pairs, pair_id: replace(pair, merged=merged)}
    return replace(known, pairs=pairs)
