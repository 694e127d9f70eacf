"""Leading: there is one sequencer, and it is the one that holds the database's lock."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import cast

import asyncpg

from services.audit.log.going_on import going_on
from shared.capability import Database

LOCK = 8785_0002
TRY = "SELECT pg_try_advisory_lock($1)"
_TRY_AGAIN_SECONDS = 0.25
_PATIENCE_SECONDS = 30.0
_CLOSE_SECONDS = 2.0

# The server must notice within seconds that a leader's host is gone: until then the
# lock is held by nobody who lives.
_SESSION = {
    "application_name": "register audit sequencer",
    "tcp_user_timeout": "5000",
    "tcp_keepalives_idle": "2",
    "tcp_keepalives_interval": "1",
    "tcp_keepalives_count": "3",
    "jit": "off",
}


@asynccontextmanager
async def leadership(dsn: str) -> AsyncGenerator[Database]:
    """Wait for the lock, and lend the connection that holds it.

    All writing goes over this connection: who loses the lock can write no more.
    """
    async with connected(dsn) as connection:
        # Asked for again and again: whoever waits in the server holds old rows back.
        while not await connection.fetchval(TRY, LOCK):
            if not going_on():
                raise asyncio.CancelledError
            await asyncio.sleep(_TRY_AGAIN_SECONDS)
        yield connection


@asynccontextmanager
async def connected(dsn: str) -> AsyncGenerator[Database]:
    """Lend a connection of its own to the database."""
    connection = await asyncpg.connect(
        dsn,
        server_settings=_SESSION,
        command_timeout=_PATIENCE_SECONDS,
    )
    try:
        yield cast("Database", connection)
    finally:
        try:
            await connection.close(timeout=_CLOSE_SECONDS)
        except (TimeoutError, OSError, asyncpg.PostgresError):
            connection.terminate()
