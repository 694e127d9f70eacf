"""Entries out of the log's tables, in the log's order and never all at once."""

import asyncio
from collections.abc import AsyncGenerator, Sequence
from datetime import date, datetime

from oversight.as_at import STREAMS
from oversight.hearing import Hears
from oversight.logged import Fold, Logged
from services.audit.believing import Reader
from shared.capability import Database
from shared.clock import register_date

AT_ONCE = 500

_ENTRIES = """
SELECT e.index, e.entry, d.disclosures
  FROM entries e
  LEFT JOIN entry_disclosures d ON d.entry_index = e.index
"""

HEARD = f"""{_ENTRIES}
 WHERE e.index < $1
   AND (e.type ^@ ANY($2::text[]) OR e.stream ^@ ANY($3::text[]))
 ORDER BY e.index
"""

# The streams of entries, in the order of their numbers: '0' comes after '/'.
NUMBERED = """
SELECT stream
  FROM entries
 WHERE stream > $1 AND stream < 'registration0' AND version = 1 AND index < $2
 ORDER BY stream
 LIMIT $3
"""

OF_STREAMS = f"""{_ENTRIES}
 WHERE e.stream = ANY($1::text[]) AND e.index < $2
 ORDER BY e.index
"""

BEGAN = "SELECT recorded_at FROM entries WHERE index = 0"

ENTRY = "SELECT entry FROM entries WHERE index = $1"


async def first_day(database: Database) -> date | None:
    """Return the register's day on which the log began, None while it is empty."""
    recorded_at: datetime | None = await database.fetchval(BEGAN)
    return None if recorded_at is None else register_date(recorded_at)


async def read_entry(database: Database, index: int, reader: Reader) -> bytes:
    """Return the bytes of an entry that the log holds."""
    # One that was deleted is none that was sealed.
    raw: bytes = await database.fetchval(ENTRY, index) or b""
    await reader.require([(index, raw)])
    return raw


async def feed(
    database: Database,
    fold: Fold[object],
    hears: Hears,
    size: int,
    reader: Reader,
) -> None:
    """Give the fold what it hears of the log's first `size` entries, in order.

    A few hundred at a time, so that memory stays flat and others get their turn.
    """
    types, streams = list(hears.types), list(hears.streams)
    cursor = await database.cursor(HEARD, size, types, streams)
    while rows := await cursor.fetch(AT_ONCE):
        for entry in await reader.entries(rows):
            fold.take(entry)
        await asyncio.sleep(0)


async def numbered_streams(
    database: Database, after: str, size: int, limit: int
) -> list[str]:
    """Return the streams of so many registration numbers after one, in their order."""
    rows = await database.fetch(NUMBERED, f"{STREAMS}{after}", size, limit)
    return [row["stream"] for row in rows]


async def entries_of(
    database: Database, streams: Sequence[str], size: int, reader: Reader
) -> AsyncGenerator[Logged]:
    """Yield the entries of these streams, in the log's order."""
    rows = await database.fetch(OF_STREAMS, streams, size)
    for entry in await reader.entries(rows):
        yield entry
