"""Commands a second: decided, recorded and answered, one at a time and in batches."""

import asyncio

from benchmarks.floors.inserts import insert_in_batches, insert_one_by_one, row
from benchmarks.measuring import Compared, Stopwatch, compare
from benchmarks.places import OpenStore, Places
from benchmarks.scale import Scale
from benchmarks.workload import (
    BATCH,
    PERSONAL,
    PLAIN,
    Work,
    asks,
    events,
    executor,
    in_batches,
)

ONE_BY_ONE = (
    "one asyncpg INSERT of the same event row a transaction, "
    "on as many connections as commands are at once"
)
IN_BATCHES = f"one asyncpg INSERT over unnest of {BATCH} such rows a transaction"


async def measure_commands(places: Places, scale: Scale) -> list[Compared]:
    """Return the rates at 1, 8 and 16 commands at once, and in batches."""
    async with places.store("commands", connections=16) as opened:
        return [
            await _at_once(opened, scale, PLAIN, 1, 1000),
            await _at_once(opened, scale, PLAIN, 8, 5000),
            await _at_once(opened, scale, PLAIN, 16, 8000),
            await _at_once(opened, scale, PERSONAL, 8, 3000),
            await _batches(opened, scale, PLAIN, 20 * BATCH),
            await _batches(opened, scale, PERSONAL, 20 * BATCH),
        ]


async def _at_once(
    opened: OpenStore, scale: Scale, work: Work, at_once: int, usual: int
) -> Compared:
    number, execution = scale.of(usual), executor(opened.store)

    async def ours() -> float:
        waiting = iter(asks(work, number))

        async def ask() -> None:
            for one in waiting:
                await execution.execute([one])

        stopwatch = Stopwatch()
        await asyncio.gather(*(ask() for _ in range(at_once)))
        return stopwatch.rate(number)

    async def floor() -> float:
        rows = [row(event) for event in events(work, number)]
        return await insert_one_by_one(opened.bare, rows, at_once)

    name = f"commands, {at_once} at once, {work.name}"
    return await compare(name, ours, floor, ONE_BY_ONE, scale.rounds)


async def _batches(opened: OpenStore, scale: Scale, work: Work, usual: int) -> Compared:
    number, execution = scale.of(usual), executor(opened.store)

    async def ours() -> float:
        batches = in_batches(asks(work, number))
        stopwatch = Stopwatch()
        for batch in batches:
            await execution.execute(batch)
        return stopwatch.rate(number)

    async def floor() -> float:
        rows = [row(event) for event in events(work, number)]
        return await insert_in_batches(opened.bare, rows, BATCH)

    name = f"commands, batches of {BATCH}, {work.name}"
    return await compare(name, ours, floor, IN_BATCHES, scale.rounds)
