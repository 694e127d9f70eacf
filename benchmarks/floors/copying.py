"""The floor of the audit's ingest: getmany, and COPY into a table like the log's."""

from collections.abc import Sequence
from datetime import UTC, datetime
from hashlib import sha256
from uuid import UUID

import asyncpg
from aiokafka import AIOKafkaConsumer, ConsumerRecord

from benchmarks.measuring import Stopwatch

COLUMNS = (
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
BATCH = 2000

LogRow = tuple[object, ...]


def log_row(index: int, record: ConsumerRecord[bytes, bytes]) -> LogRow:
    """Return the entry's row: its hash taken, all else out of the record's headers."""
    headers = dict(record.headers)
    raw = record.value or b""
    return (
        index,
        sha256(b"\0" + raw).digest(),
        headers["ce_subject"].decode(),
        int(headers["ce_sequence"]),
        UUID(headers["ce_id"].decode()),
        headers["ce_type"].decode(),
        "bare",
        datetime.fromtimestamp(record.timestamp / 1000, UTC),
        raw,
    )


async def copy_all(
    bootstrap: str, topics: Sequence[str], owner_dsn: str, number: int
) -> float:
    """Copy so many records of the topics into a table with the log's columns."""
    connection = await asyncpg.connect(owner_dsn)
    await connection.execute("CREATE TABLE bare_entries (LIKE entries INCLUDING ALL)")
    consumer = AIOKafkaConsumer(
        *topics, bootstrap_servers=bootstrap, auto_offset_reset="earliest"
    )
    await consumer.start()
    stopwatch, size = None, 0
    try:
        while size < number:
            fetched = await consumer.getmany(timeout_ms=50, max_records=BATCH)
            records = [record for some in fetched.values() for record in some]
            if records:
                stopwatch = stopwatch or Stopwatch()
                await connection.copy_records_to_table(
                    "bare_entries",
                    columns=COLUMNS,
                    records=[log_row(*it) for it in enumerate(records, start=size)],
                )
                size += len(records)
        return 0.0 if stopwatch is None else stopwatch.rate(number)
    finally:
        await consumer.stop()
        await connection.close()
