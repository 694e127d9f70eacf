"""A long log as it is read: a person's trail, a proof, and all of it verified."""

import asyncio
import time
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager
from statistics import median, quantiles

import asyncpg

from benchmarks.floors.hashing import hash_all
from benchmarks.growing_log import GrownLog
from benchmarks.measuring import Compared, Stopwatch
from oversight.trails.question import read_question
from services.audit.believing import reader_of
from services.audit.trails.reading import TrailReader
from shared.capability import Database
from shared.identity.roles import Role
from shared.tlog.reading import CHECKPOINT, build_proof
from shared.tlog.verifier import Trust, verify_log

HASHING = (
    "reads the same bundles, hashes each entry and the tree over them, and compares "
    "nothing"
)
PAGE = 200
PROOFS = 200


async def trail_seconds(log: GrownLog) -> tuple[float, float]:
    """Return the median and the 99th percentile of the seconds to a person's trail."""
    await _analyse(log)
    database = await asyncpg.connect(log.database.dsn)
    try:

        @asynccontextmanager
        async def lend() -> AsyncGenerator[Database]:
            async with database.transaction(readonly=True):
                yield database

        async def one(at: int) -> None:
            person = read_question(str(log.people[at % len(log.people)]))
            believing = reader_of(log.files.root, [Role.REGULATOR])
            reader = TrailReader(lend, person, log.size, believing)
            page = await reader.page(-1, PAGE)
            assert page.entries, "the person has a trail"

        return await _seconds(one, max(100, len(log.people)))
    finally:
        await database.close()


async def proof_seconds(log: GrownLog) -> tuple[float, float]:
    """Return the median and the 99th percentile of the seconds to a proof."""
    checkpoint = log.files.read(CHECKPOINT)

    async def one(at: int) -> None:
        index = at * (log.size - 1) // PROOFS
        build_proof(log.files, checkpoint, index, log.size)

    return await _seconds(one, PROOFS)


async def measure_verifying(log: GrownLog, files: str) -> Compared:
    """Return how fast the whole log is verified, and how fast its bytes are hashed."""
    bundles = sorted(
        path for path in (log.files.root / files).rglob("*") if path.is_file()
    )
    floor = await asyncio.to_thread(hash_all, bundles)
    stopwatch = Stopwatch()
    await asyncio.to_thread(verify_log, log.files, Trust(log.key))
    return Compared("verify the whole log", stopwatch.rate(log.size), floor, HASHING)


async def _analyse(log: GrownLog) -> None:
    """Count what is where, as PostgreSQL does by itself within minutes of growth."""
    owner = await asyncpg.connect(log.database.owner_dsn)
    try:
        await owner.execute("ANALYZE entries; ANALYZE entry_disclosures")
    finally:
        await owner.close()


async def _seconds(
    one: Callable[[int], Awaitable[None]], count: int
) -> tuple[float, float]:
    await one(0)
    spent: list[float] = []
    for at in range(count):
        started = time.perf_counter()
        await one(at)
        spent.append(time.perf_counter() - started)
    return median(spent), quantiles(spent, n=100)[-1]
