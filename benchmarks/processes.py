"""Parts of the product as processes of their own, and waiting for what they do."""

import asyncio
import sys
import time
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from shared.capability import Database

LOOK_SECONDS = 0.1
TELL_SECONDS = 5.0
SILENCE_SECONDS = 120.0


@asynccontextmanager
async def running(module: str, *arguments: str) -> AsyncGenerator[None]:
    """Run a part of the service as a process of its own, and kill it at the end."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", module, *arguments, stdout=asyncio.subprocess.DEVNULL
    )
    try:
        yield
    finally:
        process.kill()
        await process.wait()


async def until(
    database: Database, query: str, least: int, what: str, number: int
) -> int:
    """Wait until the count is reached, and tell how far it is; return the count."""
    told = time.monotonic()
    found = await database.fetchval(query)
    moved = (found, told)
    while found < least:
        await asyncio.sleep(LOOK_SECONDS)
        found = await database.fetchval(query)
        now = time.monotonic()
        if found != moved[0]:
            moved = (found, now)
        elif now - moved[1] > SILENCE_SECONDS:
            raise TimeoutError(f"{what}: {found:,} of {number:,}, and no more come")
        if now - told > TELL_SECONDS:
            say(f"{what}: {found:,} of {number:,}")
            told = now
    return found


async def until_none(database: Database, query: str) -> None:
    """Wait until the count is nought."""
    async with asyncio.timeout(SILENCE_SECONDS):
        while await database.fetchval(query):  # noqa: ASYNC110 - it is elsewhere
            await asyncio.sleep(LOOK_SECONDS)


def say(line: str) -> None:
    """Tell whoever waits how far it is."""
    print(line, file=sys.stderr, flush=True)
