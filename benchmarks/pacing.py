"""Doing something so many times a second, whether the last one is finished or not."""

import asyncio
import time
from collections.abc import Awaitable, Callable


async def at_a_rate(
    rate: float, number: int, one: Callable[[int], Awaitable[None]]
) -> list[float]:
    """Start `one` with 0, 1, 2 … at even distances; return when each was to start.

    Instants are those of `time.perf_counter`.
    """
    begun = time.perf_counter()
    planned = [begun + at / rate for at in range(number)]
    async with asyncio.TaskGroup() as tasks:
        for at, moment in enumerate(planned):
            await asyncio.sleep(max(0.0, moment - time.perf_counter()))
            tasks.create_task(_await(one(at)))
    return planned


async def _await(awaitable: Awaitable[None]) -> None:
    await awaitable
