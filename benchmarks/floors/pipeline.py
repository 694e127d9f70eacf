"""The floor of the whole way: INSERT, send, getmany, COPY, sign once a second."""

import asyncio
import os
import time
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import asyncpg
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from benchmarks.floors.copying import COLUMNS, log_row
from benchmarks.floors.inserts import INSERT, row
from benchmarks.floors.producer import kafka_record
from benchmarks.milestones import Milestones
from benchmarks.pacing import at_a_rate
from benchmarks.places import AUDIT_MIGRATIONS, Places
from benchmarks.workload import PLAIN, events


async def run_bare_pipeline(
    places: Places, rate: float, number: int, publish_every: float
) -> Milestones:
    """Take so many events all the way, with one process and no product."""
    milestones = Milestones()
    made, prefix = events(PLAIN, number), await places.topics()
    database = await places.database("audit", AUDIT_MIGRATIONS)
    topic = f"{prefix}{made[0].topic}"
    async with places.store("bare") as opened, _kafka(places.kafka, topic) as kafka:
        producer, consumer = kafka
        await producer.send_and_wait(topic, b"", headers=[("warm", b"")])

        async def one(at: int) -> None:
            await opened.bare.execute(INSERT, *row(made[at]))
            milestones.answered[at] = time.perf_counter()
            it = kafka_record(made[at], prefix)
            await producer.send(it.topic, it.value, it.key, headers=it.headers)

        log = _log(consumer, database.owner_dsn, milestones)
        signing = _sign(places.data / "bare-checkpoint", milestones, publish_every)
        background = [asyncio.create_task(log), asyncio.create_task(signing)]
        try:
            milestones.planned = await at_a_rate(rate, number, one)
            await milestones.all_signed(number)
        finally:
            for task in background:
                task.cancel()
            await asyncio.gather(*background, return_exceptions=True)
    milestones.place({event.envelope.id: at for at, event in enumerate(made)})
    return milestones


@asynccontextmanager
async def _kafka(
    bootstrap: str, topic: str
) -> AsyncGenerator[tuple[AIOKafkaProducer, "AIOKafkaConsumer[bytes, bytes]"]]:
    producer = AIOKafkaProducer(
        bootstrap_servers=bootstrap, enable_idempotence=True, acks="all"
    )
    consumer = AIOKafkaConsumer(
        topic, bootstrap_servers=bootstrap, auto_offset_reset="earliest"
    )
    await producer.start()
    await consumer.start()
    try:
        yield producer, consumer
    finally:
        await consumer.stop()
        await producer.stop()


async def _log(consumer: Any, owner_dsn: str, milestones: Milestones) -> None:  # noqa: ANN401
    """Copy what comes into a table like the log's."""
    database = await asyncpg.connect(owner_dsn)
    await database.execute("CREATE TABLE bare_entries (LIKE entries INCLUDING ALL)")
    size = 0
    while True:
        fetched = await consumer.getmany(timeout_ms=50, max_records=2000)
        records = [it for some in fetched.values() for it in some if it.value]
        if records:
            rows = [log_row(*it) for it in enumerate(records, start=size)]
            await database.copy_records_to_table(
                "bare_entries", columns=COLUMNS, records=rows
            )
            milestones.order += [values[4] for values in rows]
            size += len(rows)
            milestones.logged(size)


async def _sign(file: Path, milestones: Milestones, every: float) -> None:
    """Sign the size and put it on the disk, at most once in `every` seconds."""
    key, signed = Ed25519PrivateKey.generate(), 0
    while True:
        started = time.perf_counter()
        if (size := milestones.log_size) > signed:
            await asyncio.to_thread(_write, file, key.sign(str(size).encode()))
            signed = size
            milestones.signed(size)
        spent = time.perf_counter() - started
        await asyncio.sleep(max(0.005, every - spent) if size == signed else 0.005)


def _write(file: Path, raw: bytes) -> None:
    with file.open("wb") as written:
        written.write(raw)
        written.flush()
        os.fsync(written.fileno())
