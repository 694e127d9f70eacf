"""The workers that send: one process leads at a time, by a lock of the database."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import cast

import asyncpg
import structlog

from services.notifications.sending.sending import Sending
from services.notifications.sending.serving import Serving
from shared.database import WEATHER
from shared.errors import RegisterError

TRY = "SELECT pg_try_advisory_lock($1)"
PAUSE_SECONDS = 2.0
TRY_AGAIN_SECONDS = 0.5
LOOK_SECONDS = 1.0
CLOSE_SECONDS = 2.0
_SESSION = {"application_name": "register sending", "tcp_user_timeout": "5000"}

log = structlog.get_logger()


def sending_worker(
    lock: int, sending: Callable[[Serving], Sending]
) -> Callable[[Serving], Awaitable[None]]:
    """Return the worker that sends one way until it is cancelled; `lock` is its own."""

    async def send(service: Serving) -> None:
        while True:
            try:
                async with leadership(service, lock) as connection:
                    await _lead(connection, sending(service))
            except* WEATHER as errors:
                # The database is away, or another worker was first.
                log.warning("sending paused", cause=_names(errors))
            except* RegisterError as errors:
                log.warning("sending paused", cause=_names(errors))
            await asyncio.sleep(PAUSE_SECONDS)

    return send


@asynccontextmanager
async def leadership(
    service: Serving, lock: int
) -> AsyncGenerator["asyncpg.Connection[asyncpg.Record]"]:
    """Wait for the lock, and lend the connection that holds it."""
    dsn = service.settings.database_url.get_secret_value()
    connection = await asyncpg.connect(dsn, server_settings=_SESSION)
    try:
        # Asked for again and again: whoever waits in the server holds old rows back.
        while not await connection.fetchval(TRY, lock):  # noqa: ASYNC110
            await asyncio.sleep(TRY_AGAIN_SECONDS)
        yield connection
    finally:
        try:
            await connection.close(timeout=CLOSE_SECONDS)
        except WEATHER:
            connection.terminate()


async def _lead(
    connection: "asyncpg.Connection[asyncpg.Record]", sending: Sending
) -> None:
    """Send for as long as the lock is held, by connection."""
    await sending.take_over()
    async with asyncio.TaskGroup() as group:
        group.create_task(sending.run())
        while True:
            await asyncio.sleep(LOOK_SECONDS)
            # Whoever lost the connection lost the lock: somebody else may send.
            await connection.execute("SELECT")


def _names(error: BaseException) -> str:
    """Return what an error, or those it holds, are called: nothing of what they say."""
    if not isinstance(error, BaseExceptionGroup):
        return type(error).__name__
    held = cast("BaseExceptionGroup[BaseException]", error).exceptions
    return ", ".join(sorted({_names(one) for one in held}))
