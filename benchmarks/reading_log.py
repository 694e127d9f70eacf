"""A long log as it is read: a person's trail, a proof, and all of it verified."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from statistics import median, quantiles

import asyncpg

from benchmarks.floors.hashing import hash_all
from benchmarks.growing_log import GrownLog
from benchmarks.measuring import Compared, Stopwatch
from services.audit.trails.queries import read_trail
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
    database = await asyncpg.connect(log.database.dsn)
    try:

        async def one(at: int) -> None:
            person = str(log.people[at % len(log.people)])
            entries = await read_trail(database, person, -1, PAGE, [Role.REGULATOR])
            assert entries, "the person has a trail"

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
