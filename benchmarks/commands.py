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
    results: list[Compared] = []
    async with places.store("commands", connections=16) as opened:
        for at_once, number in ((1, 1000), (8, 5000), (16, 8000)):
            results.append(
                await _at_once(opened, PLAIN, at_once, scale.of(number), scale.rounds)
            )
        results.append(await _at_once(opened, PERSONAL, 8, scale.of(3000), scale.rounds))
        for work in (PLAIN, PERSONAL):
            results.append(
                await _batches(opened, work, scale.of(20 * BATCH), scale.rounds)
            )
    return results


async def _at_once(
    opened: OpenStore, work: Work, at_once: int, number: int, rounds: int
) -> Compared:
    execution = executor(opened.store)

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
    return await compare(name, ours, floor, ONE_BY_ONE, rounds)


async def _batches(
    opened: OpenStore, work: Work, number: int, rounds: int
) -> Compared:
    execution = executor(opened.store)

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
    return await compare(name, ours, floor, IN_BATCHES, rounds)
