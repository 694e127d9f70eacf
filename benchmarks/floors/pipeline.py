"""The floor of the whole way: INSERT, send, getmany, COPY, sign once a second."""

import asyncio
import os
import time
from collections.abc import Callable
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from benchmarks.floors.copying import bare_log, copy, event_id, log_rows
from benchmarks.floors.inserts import INSERT, row
from benchmarks.floors.kafka import Consumer, consuming, fetch, producing
from benchmarks.floors.producer import kafka_record
from benchmarks.milestones import Milestones
from benchmarks.pacing import at_a_rate, running
from benchmarks.places import AUDIT_MIGRATIONS, Places
from benchmarks.workload import PLAIN, events
from services.audit.log.feed import BATCH, WAIT_MS


async def run_bare_pipeline(
    places: Places, rate: float, number: int, sign_every: float, publish_every: float
) -> Milestones:
    """Take so many events all the way, with one process and no product."""
    milestones = Milestones()
    made, prefix = events(PLAIN, number), await places.topics()
    database = await places.database("audit", AUDIT_MIGRATIONS)
    async with (
        places.store("bare") as opened,
        producing(places.kafka) as producer,
        consuming(places.kafka, [f"{prefix}{made[0].topic}"]) as consumer,
    ):

        async def one(at: int) -> None:
            await opened.bare.execute(INSERT, *row(made[at]))
            milestones.answered[at] = time.perf_counter()
            it = kafka_record(made[at], prefix)
            await producer.send(it.topic, it.value, it.key, headers=it.headers)

        background = (
            _log(consumer, database.owner_dsn, milestones),
            _sign(
                places.data / "bare-signed", milestones, sign_every, milestones.signed
            ),
            _sign(
                places.data / "bare-published",
                milestones,
                publish_every,
                milestones.published,
            ),
        )
        async with running(*background):
            milestones.planned = await at_a_rate(rate, number, one)
            await milestones.all_published(number)
    milestones.place({event.envelope.id: at for at, event in enumerate(made)})
    return milestones


async def _log(consumer: Consumer, owner_dsn: str, milestones: Milestones) -> None:
    """Copy what comes into a table like the log's."""
    size = 0
    async with bare_log(owner_dsn) as database:
        while True:
            records = await fetch(consumer, WAIT_MS, BATCH)
            if records:
                await copy(database, log_rows(records, size))
                size += len(records)
                milestones.order += [event_id(record) for record in records]
                milestones.logged(size)


async def _sign(
    file: Path,
    milestones: Milestones,
    every: float,
    on_signed: Callable[[int], None],
) -> None:
    """Sign the size and put it on the disk, at most once in `every` seconds."""
    key, signed = Ed25519PrivateKey.generate(), 0
    while True:
        started = time.perf_counter()
        if (size := milestones.log_size) > signed:
            await asyncio.to_thread(_write, file, key.sign(str(size).encode()))
            signed = size
            on_signed(size)
        spent = time.perf_counter() - started
        await asyncio.sleep(max(0.005, every - spent) if size == signed else 0.005)


def _write(file: Path, raw: bytes) -> None:
    with file.open("wb") as written:
        written.write(raw)
        written.flush()
        os.fsync(written.fileno())
