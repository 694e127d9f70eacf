"""What the log in PostgreSQL holds."""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from services.audit.log import statements as sql
from services.audit.log.sequencing import Place
from shared.capability import Database

Partition = tuple[str, int]
"""A topic and a partition of it."""


async def taken_places(
    database: Database,
    places: Collection[Place],
) -> dict[Place, bytes]:
    """Return the leaf hashes of those places that the log has an entry for."""
    streams = [stream for stream, _ in places]
    versions = [version for _, version in places]
    rows = await database.fetch(sql.TAKEN, streams, versions)
    return {(row["stream"], row["version"]): row["leaf_hash"] for row in rows}


async def heads_of(database: Database, streams: Sequence[str]) -> dict[str, int]:
    """Return the last versions of these streams, 0 where there is none."""
    rows = await database.fetch(sql.HEADS, streams)
    return {row["stream"]: row["version"] for row in rows}


async def known_events(
    database: Database,
    findings: Sequence[tuple[str, UUID]],
) -> set[UUID]:
    """Return those of the events, each named with its stream, that are entries."""
    streams = [stream for stream, _ in findings]
    ids = [event_id for _, event_id in findings]
    return {row["event_id"] for row in await database.fetch(sql.KNOWN, streams, ids)}


async def read_offsets(database: Database, cluster_id: str) -> dict[Partition, int]:
    """Return the next offset of each partition of this Kafka cluster read before."""
    rows = await database.fetch(sql.OFFSETS, cluster_id)
    return {(row["topic"], row["partition"]): row["next_offset"] for row in rows}


async def read_size(database: Database) -> tuple[int, int]:
    """Return the number of entries by the last index, and as counted."""
    row = await database.fetchrow(sql.SIZE)
    return (row["size"], row["count"]) if row else (0, 0)


async def read_length(database: Database) -> int:
    """Return the number of entries by the last index alone, which takes no time."""
    return int(await database.fetchval(sql.LENGTH))


async def is_recorded(database: Database, size: int, root: bytes) -> bool:
    """Tell whether the log had this root when it had this size."""
    return bool(await database.fetchval(sql.RECORDED, size, root))


async def read_entries(database: Database, first: int, end: int) -> list[bytes]:
    """Return the entries from `first` up to `end`, or to the first that is missing."""
    rows = await database.fetch(sql.ENTRIES, first, end)
    return [
        row["entry"]
        for index, row in enumerate(rows, start=first)
        if row["index"] == index
    ]


async def last_recorded_at(database: Database) -> datetime | None:
    """Return when the last entry was recorded, by the register's clock."""
    return await database.fetchval(sql.LAST_RECORDED_AT)
