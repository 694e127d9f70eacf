"""Adding to the log in PostgreSQL: whole batches, one transaction each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256

from services.audit.log import statements as sql
from services.audit.log.entry import Entry
from services.audit.log.erasing import (
    left_of,
    note_erasures,
    withheld_disclosures,
)
from services.audit.log.sequencing import Quarantined
from services.audit.log.store import Partition
from shared.capability import Database
from shared.merkle import RightEdge

ENTRY_COLUMNS = (
    "index",
    "leaf_hash",
    "stream",
    "version",
    "event_id",
    "type",
    "source",
    "recorded_at",
    "keys",
    "entry",
)
DISCLOSURE_COLUMNS = ("entry_index", "event_id", "person_id", "disclosures")

Numbered = Sequence[tuple[int, Entry]]


@dataclass(frozen=True)
class Batch:
    """What one transaction adds to the log, after `before`.

    `recorded_at` is the wall clock's, `now` the register's, by which bytes are kept.
    """

    before: RightEdge
    after: RightEdge
    entries: Sequence[Entry]
    recorded_at: datetime
    quarantined: Sequence[Quarantined] = ()
    offsets: Mapping[Partition, int] = field(default_factory=dict[Partition, int])
    cluster_id: str = ""
    now: datetime | None = None

    def numbered(self) -> Numbered:
        """Return the entries with their indexes in the log."""
        return list(enumerate(self.entries, start=self.before.size))


async def append(database: Database, batch: Batch) -> None:
    """Add a batch in one transaction; another writer's entries make it fail whole."""
    async with database.transaction():
        if batch.entries:
            numbered = batch.numbered()
            await _copy_entries(database, batch, numbered)
            await copy_disclosures(database, numbered)
            await note_erasures(database, batch.entries)
        if batch.quarantined:
            await _keep_apart(database, batch)
        if batch.offsets:
            await database.execute(
                sql.ADVANCE,
                batch.cluster_id,
                [topic for topic, _ in batch.offsets],
                [partition for _, partition in batch.offsets],
                list(batch.offsets.values()),
            )


async def refill(database: Database, batch: Batch) -> None:
    """Put entries back that the database has lost."""
    async with database.transaction():
        await _copy_entries(database, batch, batch.numbered())
        await note_erasures(database, batch.entries, confirm=False)


async def _copy_entries(
    database: Database,
    batch: Batch,
    numbered: Numbered,
) -> None:
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
                entry.keys,
                entry.raw,
            )
            for index, entry in numbered
        ],
    )
    head = (batch.after.size, batch.after.root(), batch.recorded_at)
    await database.execute(sql.RECORD, *head)


async def copy_disclosures(database: Database, numbered: Numbered) -> None:
    """Keep the disclosures of entries, without those that an erasure forbids."""
    erased = await withheld_disclosures(database, [entry for _, entry in numbered])
    disclosures = [
        (index, entry.event_id, entry.person_id, left)
        for index, entry in numbered
        if (left := left_of(entry, erased))
    ]
    if disclosures:
        await database.copy_records_to_table(
            "entry_disclosures", columns=DISCLOSURE_COLUMNS, records=disclosures
        )


async def _keep_apart(database: Database, batch: Batch) -> None:
    rows = [_quarantine_row(kept, batch) for kept in batch.quarantined]
    await database.executemany(sql.QUARANTINE, rows)
    raw = [
        (*_place(kept, batch), kept.arrival.value, batch.now or batch.recorded_at)
        for kept in batch.quarantined
        if kept.arrival.value is not None
    ]
    if raw:
        await database.executemany(sql.QUARANTINED_BYTES, raw)


def _quarantine_row(kept: Quarantined, batch: Batch) -> tuple[object, ...]:
    value = kept.arrival.value
    return (
        *_place(kept, batch),
        kept.cause,
        sha256(value or b"").digest(),
        None if value is None else len(value),
        batch.recorded_at,
    )


def _place(kept: Quarantined, batch: Batch) -> tuple[str, str, int, int]:
    arrival = kept.arrival
    return batch.cluster_id, arrival.topic, arrival.partition, arrival.offset
