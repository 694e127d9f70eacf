"""Doing something so many times a second, whether the last one is finished or not."""

import asyncio
import time
from collections.abc import AsyncGenerator, Callable, Coroutine
from contextlib import asynccontextmanager


async def at_a_rate(
    rate: float, number: int, one: Callable[[int], Coroutine[None, None, None]]
) -> list[float]:
    """Start `one` with 0, 1, 2 … at even distances; return when each was to start.

    Instants are those of `time.perf_counter`.
    """
    begun = time.perf_counter()
    planned = [begun + at / rate for at in range(number)]
    async with asyncio.TaskGroup() as tasks:
        for at, moment in enumerate(planned):
            await asyncio.sleep(max(0.0, moment - time.perf_counter()))
            tasks.create_task(one(at))
    return planned


@asynccontextmanager
async def running(*coroutines: Coroutine[None, None, None]) -> AsyncGenerator[None]:
    """Run what never ends by itself beside the block."""
    tasks = [asyncio.create_task(coroutine) for coroutine in coroutines]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
