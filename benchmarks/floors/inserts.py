"""The floor of commands: the rows that the commands lead to, inserted bare."""

import asyncio
from collections.abc import Sequence

from asyncpg import Pool, Record

from benchmarks.measuring import Stopwatch
from shared.eventstore.store import NewEvent

INSERT = """
INSERT INTO bare_events
    (epoch, stream, version, id, type, topic, recorded_at, sealed, entry)
VALUES (1, $1, $2, $3, $4, $5, $6, false, $7)
"""

INSERT_BATCH = """
INSERT INTO bare_events
    (epoch, stream, version, id, type, topic, recorded_at, sealed, entry)
SELECT 1, stream, version, id, type, topic, recorded_at, false, entry
FROM unnest($1::text[], $2::bigint[], $3::uuid[], $4::text[], $5::text[],
            $6::timestamptz[], $7::bytea[])
     AS event (stream, version, id, type, topic, recorded_at, entry)
"""

Row = tuple[object, ...]


def row(event: NewEvent) -> Row:
    """Return the event's row as the store would write it."""
    envelope = event.envelope
    return (
        envelope.subject,
        envelope.sequence,
        envelope.id,
        envelope.type,
        event.topic,
        envelope.walltime,
        event.entry,
    )


async def insert_one_by_one(
    pool: "Pool[Record]", rows: Sequence[Row], at_once: int
) -> float:
    """Insert each row in a transaction of its own, over `at_once` connections."""
    waiting = iter(rows)
    ready = asyncio.Barrier(at_once + 1)

    async def insert() -> None:
        async with pool.acquire() as connection:
            statement = await connection.prepare(INSERT)
            await ready.wait()
            for values in waiting:
                await statement.fetch(*values)

    async with asyncio.TaskGroup() as tasks:
        for _ in range(at_once):
            tasks.create_task(insert())
        await ready.wait()
        stopwatch = Stopwatch()
    return stopwatch.rate(len(rows))


async def insert_in_batches(
    pool: "Pool[Record]", rows: Sequence[Row], size: int
) -> float:
    """Insert `size` rows a statement, each statement a transaction, one by one."""
    async with pool.acquire() as connection:
        statement = await connection.prepare(INSERT_BATCH)
        stopwatch = Stopwatch()
        for at in range(0, len(rows), size):
            await statement.fetch(*map(list, zip(*rows[at : at + size], strict=True)))
    return stopwatch.rate(len(rows))
