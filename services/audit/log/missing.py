"""What is missing in the log's tables: versions before one that is there."""

from collections.abc import Iterable, Iterator, Sequence

import orjson
from asyncpg import Record

from oversight.completeness import Versions
from services.audit.log.findings import GAP_STREAMS
from shared.capability import Database
from shared.contracts.audit import GapDetected, GapFilled

FRESH = """
SELECT e.stream, e.source, e.version - 1 AS last, coalesce((
    SELECT max(b.version) FROM entries b
    WHERE b.stream = e.stream AND b.version < e.version
), 0) + 1 AS first
FROM entries e
WHERE e.index >= $1 AND e.index < $2 AND e.version > 1 AND NOT EXISTS (
    SELECT FROM entries b WHERE b.stream = e.stream AND b.version = e.version - 1
)
"""

EVERYWHERE = """
SELECT stream, before + 1 AS first, version - 1 AS last, (
    SELECT e.source FROM entries e
    WHERE e.stream = places.stream AND e.version = places.version
) AS source
FROM (
    SELECT stream, version,
           lag(version, 1, 0::bigint) OVER (PARTITION BY stream ORDER BY version)
               AS before
    FROM entries
) AS places
WHERE version > before + 1
"""

PRESENT = """
SELECT version FROM entries WHERE stream = $1 AND version BETWEEN $2 AND $3
ORDER BY version
"""

TOLD = """
SELECT type, entry FROM entries WHERE stream >= $1 AND stream < $2
ORDER BY stream, version
"""

Gaps = dict[Versions, str]
"""Missing versions, and the source that recorded them."""


async def gaps_before(database: Database, first: int, end: int) -> Gaps:
    """Return what is missing right before the entries from `first` up to `end`."""
    return _gaps(await database.fetch(FRESH, first, end))


async def gaps_everywhere(database: Database) -> Gaps:
    """Return all that is missing before something that is there."""
    return _gaps(await database.fetch(EVERYWHERE))


async def still_missing(database: Database, versions: Versions) -> list[Versions]:
    """Return what the log lacks of some versions."""
    stream, first, last = versions.stream, versions.first, versions.last
    rows = await database.fetch(PRESENT, stream, first, last)
    present = [Versions(stream, row["version"], row["version"]) for row in rows]
    return list(without(versions, present))


async def gaps_told(database: Database) -> Gaps:
    """Return the gaps that the log tells of as detected and not as filled."""
    # "0" is the character after "/": the range is that of the prefix.
    after = GAP_STREAMS.replace("/", "0")
    told: Gaps = {}
    for row in await database.fetch(TOLD, GAP_STREAMS, after):
        said = orjson.loads(row["entry"])["data"]
        versions = Versions(said["stream"], said["from_version"], said["to_version"])
        if row["type"] == GapDetected.TYPE:
            told[versions] = said["source"]
        elif row["type"] == GapFilled.TYPE:
            told.pop(versions, None)
    return told


def without(versions: Versions, known: Iterable[Versions]) -> Iterator[Versions]:
    """Yield what is left of some versions of a stream beside those known."""
    first = versions.first
    of_stream = sorted(it for it in known if it.stream == versions.stream)
    for it in of_stream:
        if first < it.first <= versions.last:
            yield Versions(versions.stream, first, it.first - 1)
        first = max(first, it.last + 1)
    if first <= versions.last:
        yield Versions(versions.stream, first, versions.last)


def _gaps(rows: Sequence[Record]) -> Gaps:
    return {
        Versions(row["stream"], row["first"], row["last"]): row["source"]
        for row in rows
    }
