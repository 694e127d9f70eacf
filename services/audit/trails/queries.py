"""Trails out of the log's tables: every query is kept small by an index or a limit."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import orjson

from oversight.logged import Logged
from oversight.trails.family import KINDS, LEADING, Family
from oversight.trails.question import Question
from services.audit.believing import Reader
from shared.capability import Database
from shared.contracts.retention import PersonErased

_ENTRY = """
SELECT e.index, e.entry, d.disclosures
FROM found
JOIN entries e USING (index)
LEFT JOIN entry_disclosures d ON d.entry_index = e.index
"""

# A name in the keys may be an actor of a hundred thousand first events: what none of
# the leading fields holds does not come out of the database.
FIRST_EVENTS = f"""
WITH found AS MATERIALIZED (
    SELECT index FROM entries WHERE stream = ANY($1::text[]) AND version = 1
    UNION
    SELECT index FROM entries
    -- Added to, the version invites nobody to walk through the whole index of places.
    WHERE keys && $2::text[] AND version + 0 = 1
      AND split_part(stream, '/', 1) = ANY($3::text[])
      AND EXISTS (
          SELECT FROM unnest($4::bytea[]) AS said (words)
          WHERE position(said.words IN entry) > 0
      )
    UNION
    SELECT entry_index FROM entry_disclosures WHERE person_id = $5
)
{_ENTRY}
WHERE e.version = 1 AND e.index < $6
ORDER BY e.index
"""  # noqa: S608 (nothing but constants)

STREAMS = f"""
WITH found AS MATERIALIZED (
    SELECT index FROM entries WHERE stream = ANY($1::text[])
)
{_ENTRY}
WHERE e.index <= $2
ORDER BY e.index
"""  # noqa: S608 (nothing but constants)

ABOUT = f"""
WITH found AS MATERIALIZED (
    SELECT index FROM entries WHERE stream = ANY($1::text[])
    UNION
    -- An actor may be in every entry, and everybody else is in a few.
    (SELECT index FROM entries
     WHERE keys @> ARRAY[$2::text] AND index > $6 AND index < $7
     ORDER BY index LIMIT $8)
    UNION
    SELECT index FROM entries
    WHERE keys && $3::text[] AND split_part(stream, '/', 1) <> ALL($4::text[])
    UNION
    SELECT entry_index FROM entry_disclosures WHERE person_id = $5
)
{_ENTRY}
WHERE e.index > $6 AND e.index < $7
ORDER BY e.index
LIMIT $8
"""  # noqa: S608 (nothing but constants)

# The type is spelt out so that the partial index answers; a few are another's.
ERASURES = """
SELECT index, entry, NULL AS disclosures FROM entries
WHERE type = 'register.applications.person-erased.v1' AND index < $1
  AND (stream = ANY($2::text[]) OR keys && $3::text[])
ORDER BY index
"""

ANYTHING = """
SELECT e.index, e.entry, d.disclosures
FROM entries e
LEFT JOIN entry_disclosures d ON d.entry_index = e.index
WHERE e.index > $1 AND e.index < $2
  AND e.recorded_at >= $3 AND e.recorded_at < $4
  AND ($5 = '' OR e.type = $5 OR e.type LIKE '%.' || $5 || '.v%')
  AND ($6 = '' OR e.keys @> ARRAY[$6::text])
ORDER BY e.index
LIMIT $7
"""

# The index of the period is by time, and a trail goes by index. OFFSET keeps PostgreSQL
# from looking for the first of them along the primary key, which is the whole table.
WITHIN = """
SELECT min(index) AS first, max(index) AS last FROM (
    SELECT index FROM entries WHERE recorded_at >= $1 AND recorded_at < $2 OFFSET 0
) AS within
"""

DIGESTS = """
SELECT source, count(*) AS count,
       encode(sha256(string_agg(leaf_hash, ''::bytea ORDER BY stream, version)), 'hex')
           AS digest
FROM entries GROUP BY source ORDER BY source
"""

# What a name is decides how it is found: a plan for any name is good for none.
PLAN_EACH = "SET LOCAL plan_cache_mode = force_custom_plan"

_LONG_AGO = datetime.fromisoformat("0001-01-02T00:00:00Z")
_NEAR = 10_000
_FAR_AWAY = datetime.fromisoformat("9999-12-30T00:00:00Z")


async def read_family(
    database: Database, subject: str, size: int, reader: Reader
) -> Family:
    """Return the streams that the subject leads to in the first `size` entries."""
    family = Family(subject)
    grown = -1
    await database.execute(PLAN_EACH)
    while family.leads and family.grown > grown:
        grown = family.grown
        rows = await database.fetch(
            FIRST_EVENTS,
            list(family.streams),
            list(family.names),
            KINDS,
            list(_leading(family)),
            family.person_id,
            size,
        )
        for entry in await reader.entries(rows):
            family.take(entry)
    return family


async def read_erasures(
    database: Database, family: Family, size: int, reader: Reader
) -> list[Logged]:
    """Return the entries that order erasures which may concern the subject."""
    if not family.subject:
        return []
    names = {it.rpartition("/")[2] for it in family.streams | family.names}
    rows = await database.fetch(ERASURES, size, list(family.streams), list(names))
    return [it for it in await reader.entries(rows) if it.says(PersonErased.TYPE)]


async def read_streams(
    database: Database, family: Family, until: int, reader: Reader
) -> list[Logged]:
    """Return the entries of the family's streams up to an index, in order."""
    rows = await database.fetch(STREAMS, list(family.streams), until)
    return await reader.entries(rows)


async def read_about(
    database: Database,
    family: Family,
    span: tuple[int, int],
    limit: int,
    reader: Reader,
) -> list[Logged]:
    """Return what may be about the subject, between two indexes, in order."""
    await database.execute(PLAN_EACH)
    rows = await database.fetch(
        ABOUT,
        list(family.streams),
        family.subject,
        list(family.names - {family.subject}),
        KINDS,
        family.person_id,
        *span,
        limit,
    )
    return await reader.entries(rows)


async def read_anything(
    database: Database,
    question: Question,
    span: tuple[int, int],
    limit: int,
    reader: Reader,
) -> list[Logged]:
    """Return what the question's period and type admit, between two indexes."""
    await database.execute(PLAN_EACH)
    after, end = span
    period = (question.begins or _LONG_AGO, question.ends or _FAR_AWAY)
    asked = (question.type.replace("%", "").replace("_", ""), question.actor, limit)
    if question.begins or question.ends:
        # Within a long period, the next page is near: no need to look how long it is.
        near = min(end, after + _NEAR)
        rows = await database.fetch(ANYTHING, after, near, *period, *asked)
        if len(rows) < limit:
            within = await database.fetchrow(WITHIN, *period)
            if within is None or within["first"] is None:
                return []
            after = max(after, within["first"] - 1)
            end = min(end, within["last"] + 1)
            rows = await database.fetch(ANYTHING, after, end, *period, *asked)
    else:
        rows = await database.fetch(ANYTHING, after, end, *period, *asked)
    return await reader.entries(rows)


async def read_digests(database: Database) -> dict[str, dict[str, Any]]:
    """Return by source how many entries the log holds, and the digest over them."""
    return {
        row["source"]: {"count": row["count"], "digest": row["digest"]}
        for row in await database.fetch(DIGESTS)
    }


def _leading(family: Family) -> Iterator[bytes]:
    """Yield how a first event that the family leads to says so, in its own bytes."""
    for field in LEADING:
        for name in family.names:
            # A stream is named by `about` alone; the other fields hold an id.
            if field == "about" or "/" not in name:
                yield f'"{field}":'.encode() + orjson.dumps(name)
