"""Footings: on what each entry of the register stands, scope by scope.

Registration writes them in the transaction of its own events; whoever moves many at
once, or counts them, reads them here.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from shared.capability import Database

PUT = """
INSERT INTO entry_footings (registration_number, application_id, scope, footing, since)
VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (registration_number, scope) DO UPDATE
   SET footing = excluded.footing, since = excluded.since
"""

DROP = """
DELETE FROM entry_footings
 WHERE registration_number = $1 AND ($2::text[] IS NULL OR scope = ANY($2))
"""

TO_MOVE = """
SELECT registration_number, application_id
  FROM entry_footings
 WHERE scope = $1 AND footing <> $2 AND registration_number > $3
 ORDER BY registration_number
 LIMIT $4
"""

COUNTED = """
SELECT scope, footing, count(*) AS entries
  FROM entry_footings
 GROUP BY scope, footing
 ORDER BY scope, footing
"""


@dataclass(frozen=True, slots=True)
class Standing:
    """An entry's footing in a scope, from a day on."""

    registration_number: str
    application_id: UUID
    scope: str
    footing: str
    since: date


@dataclass(frozen=True, slots=True)
class ToMove:
    """An entry that does not stand on the footing wanted."""

    registration_number: str
    application_id: UUID


async def put_footings(database: Database, standings: Sequence[Standing]) -> None:
    """Note on which footing these entries stand now."""
    rows = [
        (s.registration_number, s.application_id, s.scope, s.footing, s.since)
        for s in standings
    ]
    await database.executemany(PUT, rows)


async def drop_footings(
    database: Database, number: str, scopes: Sequence[str] | None
) -> None:
    """Note that an entry stands on nothing in these scopes; None are all it has."""
    await database.execute(DROP, number, scopes)


async def entries_to_move(
    database: Database, scope: str, footing: str, after: str, limit: int
) -> list[ToMove]:
    """Return entries of a scope on another footing, by number, after one number."""
    rows = await database.fetch(TO_MOVE, scope, footing, after, limit)
    return [ToMove(row["registration_number"], row["application_id"]) for row in rows]


async def count_footings(database: Database) -> Mapping[str, Mapping[str, int]]:
    """Return how many entries stand on which footing, by scope and footing."""
    counted: dict[str, dict[str, int]] = {}
    for row in await database.fetch(COUNTED):
        counted.setdefault(row["scope"], {})[row["footing"]] = row["entries"]
    return counted
