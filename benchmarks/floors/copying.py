"""The floor of the audit's ingest: getmany, and COPY into a table like the log's."""

from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from hashlib import sha256
from uuid import UUID

import asyncpg

from benchmarks.floors.kafka import Fetched, consuming, fetch
from benchmarks.measuring import Stopwatch
from services.audit.log.adding import DISCLOSURE_COLUMNS, ENTRY_COLUMNS
from services.audit.log.feed import BATCH, WAIT_MS
from shared.capability import Database

LogRow = tuple[object, ...]


def log_rows(records: Sequence[Fetched], first: int) -> list[LogRow]:
    """Return the entries' rows: hashed, all else out of the records' headers."""
    return [_row(index, record) for index, record in enumerate(records, start=first)]


def disclosure_rows(records: Sequence[Fetched], first: int) -> list[LogRow]:
    """Return the rows beside the entries; for the person an id that is as different."""
    rows: list[LogRow] = []
    for index, record in enumerate(records, start=first):
        disclosures = dict(record.headers).get("disclosures")
        if disclosures:
            it = event_id(record)
            rows.append((index, it, it, disclosures.decode()))
    return rows


def event_id(record: Fetched) -> UUID:
    """Return the event's id out of its record's headers."""
    return UUID(dict(record.headers)["ce_id"].decode())


def _row(index: int, record: Fetched) -> LogRow:
    headers = dict(record.headers)
    return (
        index,
        sha256(b"\0" + record.value).digest(),
        headers["ce_subject"].decode(),
        int(headers["ce_sequence"]),
        event_id(record),
        headers["ce_type"].decode(),
        "bare",
        datetime.fromtimestamp(record.timestamp / 1000, UTC),
        # As many keys as our own rows have, all different but the actor.
        ("bare", headers["ce_id"].decode(), headers["ce_subject"].decode()),
        record.value,
    )


async def copy_all(
    bootstrap: str, topics: Sequence[str], owner_dsn: str, number: int
) -> float:
    """Copy so many records of the topics into a table with the log's columns."""
    stopwatch, size = None, 0
    async with (
        bare_log(owner_dsn) as database,
        consuming(bootstrap, topics) as consumer,
    ):
        while size < number:
            records = await fetch(consumer, WAIT_MS, BATCH)
            if records:
                stopwatch = stopwatch or Stopwatch()
                await copy(
                    database,
                    log_rows(records, size),
                    disclosure_rows(records, size),
                )
                size += len(records)
    return 0.0 if stopwatch is None else stopwatch.rate(number)


@asynccontextmanager
async def bare_log(owner_dsn: str) -> AsyncGenerator[Database]:
    """Lend a connection beside a table with the columns and indexes of the log's."""
    connection = await asyncpg.connect(owner_dsn)
    try:
        await connection.execute(
            "CREATE TABLE bare_entries (LIKE entries INCLUDING ALL);"
            "CREATE TABLE bare_disclosures (LIKE entry_disclosures INCLUDING ALL)"
        )
        yield connection
    finally:
        await connection.close()


async def copy(
    database: Database, rows: Sequence[LogRow], disclosures: Sequence[LogRow] = ()
) -> None:
    """Copy the rows in, in a transaction of their own."""
    async with database.transaction():
        await database.copy_records_to_table(
            "bare_entries", columns=ENTRY_COLUMNS, records=rows
        )
        if disclosures:
            await database.copy_records_to_table(
                "bare_disclosures", columns=DISCLOSURE_COLUMNS, records=disclosures
            )
