"""Trails out of the log's tables: by any id an entry is about, in the log's order."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import orjson

from oversight.visibility import may_see
from shared.capability import Database
from shared.contracts.sealing import open_disclosure
from shared.identity.roles import Role

MOST_RELATED = 50
"""How many applications a subject may lead to; an actor's trail is not widened."""

RELATED = """
WITH direct AS (
    SELECT stream, keys FROM entries WHERE stream = $1
    UNION ALL
    SELECT stream, keys FROM entries WHERE keys @> ARRAY[$1::text]
    UNION ALL
    SELECT e.stream, e.keys FROM entry_disclosures d
    JOIN entries e ON e.index = d.entry_index WHERE d.person_id = $3
)
SELECT DISTINCT key
FROM direct CROSS JOIN unnest(keys) AS key
WHERE stream IN ('application/' || key, 'registration/' || $1)
  -- An application leads to its own streams alone, not to its possible duplicate's.
  AND (key = $1 OR NOT EXISTS (
      SELECT FROM entries WHERE stream = 'application/' || $1
  ))
LIMIT $2
"""

PAGE = """
SELECT index, entry FROM entries WHERE index > $3 AND (
    stream = $1
    OR keys @> ARRAY[$1::text]
    OR index IN (SELECT entry_index FROM entry_disclosures WHERE person_id = $5)
    OR stream IN (SELECT stream FROM entries WHERE keys && $2::text[])
) ORDER BY index LIMIT $4
"""

DISCLOSED = """
SELECT entry_index, disclosures FROM entry_disclosures WHERE entry_index = ANY($1)
"""

DIGESTS = """
SELECT source, count(*) AS count,
       encode(sha256(string_agg(leaf_hash, ''::bytea ORDER BY stream, version)), 'hex')
           AS digest
FROM entries GROUP BY source ORDER BY source
"""


@dataclass(frozen=True, slots=True)
class TrailEntry:
    """An entry of a trail: its place in the log, the event, what the caller may see."""

    index: int
    event: dict[str, Any]
    disclosed: dict[str, Any]


async def read_trail(
    database: Database, subject: str, after: int, limit: int, roles: Collection[Role]
) -> list[TrailEntry]:
    """Return a page of the subject's trail after an index.

    A person's or a number's trail takes in the applications behind it, and with them
    the streams of the assessments and messages about those.
    """
    person = _person(subject)
    related = await database.fetch(RELATED, subject, MOST_RELATED + 1, person)
    keys = [row["key"] for row in related]
    if len(keys) > MOST_RELATED:
        keys = []
    rows = await database.fetch(PAGE, subject, keys, after, limit, person)
    disclosed = await _disclosed(database, [row["index"] for row in rows], roles)
    return [
        TrailEntry(row["index"], orjson.loads(row["entry"]), disclosed[row["index"]])
        for row in rows
    ]


async def read_digests(database: Database) -> dict[str, dict[str, Any]]:
    """Return by source how many entries the log holds, and the digest over them."""
    return {
        row["source"]: {"count": row["count"], "digest": row["digest"]}
        for row in await database.fetch(DIGESTS)
    }


async def _disclosed(
    database: Database, indices: Sequence[int], roles: Collection[Role]
) -> dict[int, dict[str, Any]]:
    shown: dict[int, dict[str, Any]] = {index: {} for index in indices}
    for row in await database.fetch(DISCLOSED, indices):
        for text in row["disclosures"].split("~"):
            name, value = open_disclosure(text)
            if may_see(roles, name):
                shown[row["entry_index"]][name] = value
    return shown


def _person(subject: str) -> UUID | None:
    try:
        return UUID(subject)
    except ValueError:
        return None
