"""The floor of the subscriber: a bare getmany loop that parses, inserts and commits."""

from collections.abc import Sequence
from datetime import UTC, datetime

import orjson
from asyncpg import Pool, Record

from benchmarks.floors.kafka import Fetched, consuming, fetch
from benchmarks.measuring import Stopwatch
from shared.messaging.broker import BATCH_TIMEOUT_MS, MAX_RECORDS

INSERT = """
WITH heard AS (
    SELECT * FROM unnest($1::text[], $2::bigint[], $3::uuid[], $4::text[],
                         $5::timestamptz[], $6::bytea[])
        AS record (stream, version, id, type, recorded_at, entry)
), recorded AS (
    INSERT INTO bare_events
        (epoch, stream, version, id, type, topic, recorded_at, sealed, entry)
    SELECT 1, stream, version, id, type, 'bare', recorded_at, false, entry FROM heard
)
INSERT INTO bare_inbox AS i (capability, stream, version)
SELECT 'bare', stream, max(version) FROM heard GROUP BY stream
ON CONFLICT (capability, stream) DO UPDATE SET version = excluded.version
"""


async def take_all(
    bootstrap: str, topic: str, group: str, pool: "Pool[Record]", number: int
) -> float:
    """Take so many records of the topic, as a group's only member."""
    await pool.execute("TRUNCATE bare_events, bare_inbox")
    stopwatch, taken = None, 0
    async with consuming(bootstrap, [topic], group) as consumer:
        while taken < number:
            records = await fetch(consumer, BATCH_TIMEOUT_MS, MAX_RECORDS)
            if records:
                stopwatch = stopwatch or Stopwatch()
                await _insert(pool, records)
                await consumer.commit()
                taken += len(records)
        return 0.0 if stopwatch is None else stopwatch.rate(number)


async def _insert(pool: "Pool[Record]", records: Sequence[Fetched]) -> None:
    parsed = [orjson.loads(record.value) for record in records]
    await pool.execute(
        INSERT,
        [event["subject"] for event in parsed],
        [int(event["sequence"]) for event in parsed],
        [event["id"] for event in parsed],
        [event["type"] for event in parsed],
        [datetime.fromtimestamp(record.timestamp / 1000, UTC) for record in records],
        [record.value for record in records],
    )
