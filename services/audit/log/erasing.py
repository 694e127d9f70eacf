"""Erasures in the log: ordered by an entry, done to the disclosures kept beside it.

The entries stay for ever and hold no personal value. An erasure is noted with the
entry that orders it, in one transaction; the kit's eraser does it and confirms.
"""

from base64 import b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from services.audit.log.entry import Entry
from shared.capability import Database
from shared.contracts.envelope import decode
from shared.contracts.retention import PersonErased, RecordClass
from shared.contracts.speakers import may_say
from shared.erasing.erasing import confirmation_stream
from shared.erasing.erasure import (
    Erasure,
    erased_records,
    erasure_of,
    note,
    remaining,
)

DISCLOSED = """
SELECT d.entry_index, d.event_id, d.person_id, e.type, d.disclosures
FROM entry_disclosures d
JOIN entries e ON e.index = d.entry_index
WHERE d.person_id = $1
UNION ALL
SELECT d.entry_index, d.event_id, d.person_id, e.type, d.disclosures
FROM entries e
JOIN entry_disclosures d ON d.entry_index = e.index
WHERE e.stream = ANY($2::text[]) AND d.person_id IS NULL
"""

FORGET = "DELETE FROM entry_disclosures WHERE entry_index = ANY($1::bigint[])"

KEEP = """
INSERT INTO entry_disclosures (entry_index, event_id, person_id, disclosures)
VALUES ($1, $2, $3, $4)
"""

# The type is spelt out so that the partial index answers; it is nobody else's word.
ORDERED = """
SELECT index, entry FROM entries
WHERE type = 'register.applications.person-erased.v1' AND index > $1
  AND source = '/applications'
ORDER BY index LIMIT $2
"""

CONFIRMED = """
SELECT DISTINCT stream FROM entries WHERE stream = ANY($1::text[])
"""


@dataclass(frozen=True, slots=True)
class Ordered:
    """An entry that orders an erasure, and the services whose word is in the log."""

    index: int
    entry: str
    confirmed: list[str]


async def note_erasures(
    database: Database, entries: Sequence[Entry], *, confirm: bool = True
) -> None:
    """Note what the entries order; one put back was confirmed when it came first."""
    ordered: list[Erasure] = []
    for entry in entries:
        if entry.type == PersonErased.TYPE and may_say(entry.source, entry.type):
            envelope = decode(entry.raw)
            event = PersonErased.model_validate(envelope.data)
            ordered.append(erasure_of(envelope, event, confirm=confirm))
    await note(database, ordered)


async def withheld_disclosures(
    database: Database, entries: Sequence[Entry]
) -> Mapping[UUID, frozenset[RecordClass]]:
    """Return which kinds of record are erased of the people whom entries disclose."""
    people = {
        entry.person_id
        for entry in entries
        if entry.person_id is not None and entry.disclosures
    }
    return await erased_records(database, people)


def left_of(entry: Entry, erased: Mapping[UUID, frozenset[RecordClass]]) -> str:
    """Return the entry's disclosures, joined by `~`, that no erasure forbids."""
    disclosures = "~".join(entry.disclosures)
    if entry.person_id is None or entry.person_id not in erased:
        return disclosures
    return remaining(entry.type, disclosures, erased[entry.person_id])


async def forget_disclosures(database: Database, erasure: Erasure) -> int:
    """Delete the log's disclosures of the person; return how many fields went."""
    went = 0
    rows: list[int] = []
    kept: list[tuple[object, ...]] = []
    for row in await database.fetch(DISCLOSED, erasure.person_id, erasure.streams):
        rest = remaining(row["type"], row["disclosures"], erasure.erased)
        if rest == row["disclosures"]:
            continue
        rows.append(row["entry_index"])
        left = rest.split("~") if rest else []
        went += len(row["disclosures"].split("~")) - len(left)
        if rest:
            place = (row["entry_index"], row["event_id"], row["person_id"])
            kept.append((*place, rest))
    if rows:
        await database.execute(FORGET, rows)
    if kept:
        await database.executemany(KEEP, kept)
    return went


async def ordered_erasures(
    database: Database, services: Sequence[str], after: int, limit: int
) -> list[Ordered]:
    """Return the entries that order erasures, after an index, in the log's order."""
    rows = await database.fetch(ORDERED, after, limit)
    ids = {row["index"]: _erasure_id(row["entry"]) for row in rows}
    streams = {
        (index, service): confirmation_stream(erasure_id, service)
        for index, erasure_id in ids.items()
        for service in services
    }
    found = await database.fetch(CONFIRMED, sorted(streams.values()))
    there = {row["stream"] for row in found}
    return [
        Ordered(
            index=row["index"],
            entry=b64encode(row["entry"]).decode(),
            confirmed=[
                service
                for service in services
                if streams[row["index"], service] in there
            ],
        )
        for row in rows
    ]


def _erasure_id(entry: bytes) -> UUID:
    data: Mapping[str, Any] = decode(entry).data
    return UUID(data["erasure_id"])
