"""What the log holds of one service, for when that service has lost it.

A service restored from a backup asks how far each of its streams had come, and takes
back what it lacks, in the log's order and with the disclosures that still exist.
"""

from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass

from shared.capability import Database

HEADS = """
SELECT stream, max(version) AS version FROM entries
WHERE source = $1 AND stream > $2
GROUP BY stream ORDER BY stream LIMIT $3
"""

ENTRIES = """
SELECT e.index, e.entry, coalesce(d.disclosures, '') AS disclosures
FROM entries e LEFT JOIN entry_disclosures d ON d.entry_index = e.index
WHERE e.source = $1 AND e.index > $2
ORDER BY e.index LIMIT $3
"""

ENTRIES_OF_STREAM = """
SELECT e.index, e.entry, coalesce(d.disclosures, '') AS disclosures
FROM entries e LEFT JOIN entry_disclosures d ON d.entry_index = e.index
WHERE e.source = $1 AND e.index > $2 AND e.stream = $4
ORDER BY e.index LIMIT $3
"""


@dataclass(frozen=True, slots=True)
class Head:
    """A stream, and its last version in the log."""

    stream: str
    version: int


@dataclass(frozen=True, slots=True)
class RecordedEntry:
    """An entry in base64, and its disclosures, joined by `~`, that nobody erased."""

    index: int
    entry: str
    disclosures: str


async def heads_by(
    database: Database, source: str, after: str, limit: int
) -> Sequence[Head]:
    """Return a page of a source's streams after one, in byte order."""
    rows = await database.fetch(HEADS, source, after, limit)
    return [Head(row["stream"], row["version"]) for row in rows]


async def entries_by(
    database: Database, source: str, after: int, limit: int, stream: str | None = None
) -> Sequence[RecordedEntry]:
    """Return a page of a source's entries after an index, in the log's order."""
    if stream is None:
        rows = await database.fetch(ENTRIES, source, after, limit)
    else:
        rows = await database.fetch(ENTRIES_OF_STREAM, source, after, limit, stream)
    return [
        RecordedEntry(
            row["index"], b64encode(row["entry"]).decode(), row["disclosures"]
        )
        for row in rows
    ]
