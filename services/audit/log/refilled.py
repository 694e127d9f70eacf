"""Entries that came back from the bundle files, and the disclosures they came without.

Bundles hold nothing personal. Which entries were put back is noted in the transaction
that puts them back, so that asking for their disclosures goes on after any crash.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from services.audit.log.adding import copy_disclosures
from services.audit.log.entry import Entry
from shared.capability import Database

NOTE = """
INSERT INTO refills (first_index, end_index, asked_up_to) VALUES ($1, $2, $1)
ON CONFLICT (first_index) DO UPDATE
    SET end_index = excluded.end_index, asked_up_to = excluded.asked_up_to
"""

OPEN = """
SELECT first_index, end_index, asked_up_to FROM refills
WHERE asked_up_to < end_index ORDER BY first_index
"""

ASKED = "UPDATE refills SET asked_up_to = $2 WHERE first_index = $1"

# `_sd` stands in every sealed event; one that merely says it is asked for in vain.
UNDISCLOSED = """
SELECT e.index, e.stream, e.version, e.source, e.leaf_hash FROM entries e
WHERE e.index >= $1 AND e.index < $2 AND position('"_sd"'::bytea IN e.entry) > 0
AND NOT EXISTS (SELECT FROM entry_disclosures d WHERE d.entry_index = e.index)
ORDER BY e.stream, e.version
"""


THERE = """
SELECT entry_index FROM entry_disclosures WHERE entry_index = ANY($1::bigint[])
"""

UNDISCLOSED_AMONG = """
SELECT e.index, e.leaf_hash FROM entries e
JOIN refills r ON e.index >= r.first_index AND e.index < r.end_index
WHERE e.leaf_hash = ANY($1::bytea[])
AND NOT EXISTS (SELECT FROM entry_disclosures d WHERE d.entry_index = e.index)
"""


@dataclass(frozen=True, slots=True)
class Refill:
    """Entries put back, from `first` up to `end`; `asked` tells how far was asked."""

    first: int
    end: int
    asked: int


@dataclass(frozen=True, slots=True)
class Undisclosed:
    """A sealed entry without disclosures, and who recorded it."""

    index: int
    stream: str
    version: int
    source: str
    leaf: bytes


async def note_refill(database: Database, first: int, end: int) -> None:
    """Note in the caller's transaction that these entries were put back."""
    await database.execute(NOTE, first, end)


async def open_refills(database: Database) -> list[Refill]:
    """Return what was put back and not asked for to its end."""
    rows = await database.fetch(OPEN)
    return [
        Refill(row["first_index"], row["end_index"], row["asked_up_to"]) for row in rows
    ]


async def note_asked(database: Database, refill: Refill, up_to: int) -> None:
    """Note that the producers of a refill's entries were asked, up to one of them."""
    await database.execute(ASKED, refill.first, up_to)


async def undisclosed(database: Database, first: int, end: int) -> list[Undisclosed]:
    """Return the sealed entries without disclosures, stream by stream."""
    rows = await database.fetch(UNDISCLOSED, first, end)
    return [Undisclosed(*row.values()) for row in rows]


async def put_back(database: Database, disclosed: Sequence[tuple[int, Entry]]) -> None:
    """Keep the disclosures of entries by their indexes, but not of who is erased.

    What came by another way meanwhile stays.
    """
    async with database.transaction():
        indexes = [index for index, _ in disclosed]
        rows = await database.fetch(THERE, indexes)
        there = {row["entry_index"] for row in rows}
        await copy_disclosures(database, [it for it in disclosed if it[0] not in there])


async def put_back_repeated(database: Database, repeated: Sequence[Entry]) -> None:
    """Keep the disclosures with which entries that were put back come once more.

    Kafka is read again from where the backup stopped: what this service itself had
    disclosed, nobody else has.
    """
    disclosed = {it.leaf: it for it in repeated if it.disclosures}
    if not disclosed:
        return
    rows = await database.fetch(UNDISCLOSED_AMONG, list(disclosed))
    if rows:
        await put_back(
            database, [(row["index"], disclosed[row["leaf_hash"]]) for row in rows]
        )
