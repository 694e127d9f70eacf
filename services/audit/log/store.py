"""The log in PostgreSQL: it is added to in whole batches, and never changed."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from services.audit.log.records import Entry
from services.audit.log.sequencing import Place, Quarantined
from shared.capability import Database
from shared.merkle import RightEdge

TAKEN = """
SELECT e.stream, e.version, e.leaf_hash
FROM unnest($1::text[], $2::bigint[]) AS place (stream, version)
JOIN entries e USING (stream, version)
"""

HEADS = """
SELECT s.stream, coalesce(
    (SELECT max(e.version) FROM entries e WHERE e.stream = s.stream), 0
) AS version
FROM unnest($1::text[]) AS s (stream)
"""

KNOWN = """
SELECT e.event_id FROM entries e
JOIN unnest($1::text[], $2::uuid[]) AS finding (stream, id)
  ON e.stream = finding.stream AND e.event_id = finding.id
"""

SIZE = "SELECT coalesce(max(index) + 1, 0) AS size, count(*) AS count FROM entries"

RECORDED = "SELECT EXISTS (SELECT FROM tree_heads WHERE size = $1 AND root = $2)"

RECORD = """
INSERT INTO tree_heads (size, root, recorded_at) VALUES ($1, $2, $3)
ON CONFLICT DO NOTHING
"""

ENTRIES = """
SELECT index, entry FROM entries WHERE index >= $1 AND index < $2 ORDER BY index
"""

OFFSETS = """
SELECT topic, partition, next_offset FROM log_offsets WHERE cluster_id = $1
"""

ADVANCE = """
INSERT INTO log_offsets (cluster_id, topic, partition, next_offset)
SELECT $1, topic, partition, next_offset
FROM unnest($2::text[], $3::integer[], $4::bigint[])
    AS read (topic, partition, next_offset)
ON CONFLICT (cluster_id, topic, partition)
    DO UPDATE SET next_offset = excluded.next_offset
"""

KEYS = """
INSERT INTO trail_keys (key, entry_index)
SELECT * FROM unnest($1::text[], $2::bigint[])
ON CONFLICT DO NOTHING
"""

QUARANTINE = """
INSERT INTO quarantine (
    cluster_id, topic, partition, record_offset, cause, sha256, value, recorded_at
) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
ON CONFLICT DO NOTHING
"""

ENTRY_COLUMNS = (
    "index",
    "leaf_hash",
    "stream",
    "version",
    "event_id",
    "type",
    "source",
    "recorded_at",
    "entry",
)
DISCLOSURE_COLUMNS = ("entry_index", "name", "event_id", "person_id", "disclosure")

Partition = tuple[str, int]
"""A topic and a partition of it."""


@dataclass(frozen=True)
class Batch:
    """What one transaction adds to the log, after `before`."""

    before: RightEdge
    after: RightEdge
    entries: Sequence[Entry]
    recorded_at: datetime
    quarantined: Sequence[Quarantined] = ()
    offsets: Mapping[Partition, int] = field(default_factory=dict[Partition, int])
    cluster_id: str = ""


async def taken_places(
    database: Database,
    places: Collection[Place],
) -> dict[Place, bytes]:
    """Return the leaf hashes of those places that the log has an entry for."""
    streams = [stream for stream, _ in places]
    versions = [version for _, version in places]
    rows = await database.fetch(TAKEN, streams, versions)
    return {(row["stream"], row["version"]): row["leaf_hash"] for row in rows}


async def heads_of(database: Database, streams: Sequence[str]) -> dict[str, int]:
    """Return the last versions of these streams, 0 where there is none."""
    rows = await database.fetch(HEADS, streams)
    return {row["stream"]: row["version"] for row in rows}


async def known_events(
    database: Database,
    findings: Sequence[tuple[str, UUID]],
) -> set[UUID]:
    """Return those of the events, each named with its stream, that are entries."""
    streams = [stream for stream, _ in findings]
    ids = [event_id for _, event_id in findings]
    return {row["event_id"] for row in await database.fetch(KNOWN, streams, ids)}


async def append(database: Database, batch: Batch) -> None:
    """Add a batch in one transaction; another writer's entries make it fail whole."""
    async with database.transaction():
        if batch.entries:
            await _copy_entries(database, batch)
            head = (batch.after.size, batch.after.root(), batch.recorded_at)
            await database.execute(RECORD, *head)
        if batch.quarantined:
            rows = [_quarantine_row(kept, batch) for kept in batch.quarantined]
            await database.executemany(QUARANTINE, rows)
        if batch.offsets:
            await database.execute(
                ADVANCE,
                batch.cluster_id,
                [topic for topic, _ in batch.offsets],
                [partition for _, partition in batch.offsets],
                list(batch.offsets.values()),
            )


async def read_offsets(database: Database, cluster_id: str) -> dict[Partition, int]:
    """Return the next offset of each partition of this Kafka cluster read before."""
    rows = await database.fetch(OFFSETS, cluster_id)
    return {(row["topic"], row["partition"]): row["next_offset"] for row in rows}


async def read_size(database: Database) -> tuple[int, int]:
    """Return the number of entries by the last index, and as counted."""
    row = await database.fetchrow(SIZE)
    return (row["size"], row["count"]) if row else (0, 0)


async def is_recorded(database: Database, size: int, root: bytes) -> bool:
    """Tell whether the log had this root when it had this size."""
    return bool(await database.fetchval(RECORDED, size, root))


async def read_entries(database: Database, first: int, end: int) -> list[bytes]:
    """Return the entries from `first` up to `end`, or to the first that is missing."""
    rows = await database.fetch(ENTRIES, first, end)
    return [
        row["entry"]
        for index, row in enumerate(rows, start=first)
        if row["index"] == index
    ]


async def _copy_entries(database: Database, batch: Batch) -> None:
    numbered = list(enumerate(batch.entries, start=batch.before.size))
    await database.copy_records_to_table(
        "entries",
        columns=ENTRY_COLUMNS,
        records=[
            (
                index,
                entry.leaf,
                entry.stream,
                entry.version,
                entry.event_id,
                entry.type,
                entry.source,
                entry.recorded_at,
                entry.raw,
            )
            for index, entry in numbered
        ],
    )
    await _add_keys(database, numbered)
    disclosures = [
        (index, it.name, entry.event_id, entry.person_id, it.disclosure)
        for index, entry in numbered
        for it in entry.disclosures
    ]
    if disclosures:
        await database.copy_records_to_table(
            "entry_disclosures",
            columns=DISCLOSURE_COLUMNS,
            records=disclosures,
        )


async def _add_keys(
    database: Database,
    numbered: Sequence[tuple[int, Entry]],
) -> None:
    # After a restore of the entries alone, the keys may be there still.
    keyed = [(key, index) for index, entry in numbered for key in entry.keys]
    await database.execute(
        KEYS, [key for key, _ in keyed], [index for _, index in keyed]
    )


def _quarantine_row(kept: Quarantined, batch: Batch) -> tuple[object, ...]:
    arrival = kept.arrival
    return (
        batch.cluster_id,
        arrival.topic,
        arrival.partition,
        arrival.offset,
        kept.cause,
        sha256(arrival.value or b"").digest(),
        arrival.value,
        batch.recorded_at,
    )
