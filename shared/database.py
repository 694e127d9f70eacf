"""PostgreSQL: the pool, the migrations, and the epoch of a cluster."""

import asyncio
import re
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import unquote, urlsplit

import asyncpg
from asyncpg import Pool, Record

from shared.errors import Unavailable

KIT_SCHEMA = Path(__file__).parent / "eventstore" / "schema.sql"
ROLE = re.compile(r":service_role\b")
MIGRATING = 8785_0000
"""The advisory lock of whoever migrates."""

WEATHER = (
    OSError,
    asyncpg.PostgresError,
    asyncpg.InterfaceError,
    asyncpg.InternalClientError,
)
"""What a database or a network raises: it passes, and one tries again."""

OUT_OF_REACH = (
    OSError,
    asyncpg.InterfaceError,
    asyncpg.InternalClientError,
    asyncpg.OperatorInterventionError,
    asyncpg.PostgresConnectionError,
)
"""What is raised while the database is down, goes down or comes up again."""

LIMIT_TRANSACTIONS = """
SELECT set_config('transaction_timeout', '60s', false)
WHERE current_setting('server_version_num')::int >= 170000
"""

# What was deleted or overwritten lies in the table until it is vacuumed: by default not
# before a fifth of the rows has gone. Whoever is erased is a few rows of many.
DEAD_ROWS_GO = """
DO $$
DECLARE
    holding regclass;
BEGIN
    FOR holding IN
        SELECT c.oid::regclass FROM pg_class c
        WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace
          AND (c.relname IN ('answers', 'quarantined_bytes', 'waiting') OR EXISTS (
              SELECT FROM pg_attribute a
              WHERE a.attrelid = c.oid AND a.attname = 'person_id'
          ))
          AND NOT coalesce(
              c.reloptions @> ARRAY['autovacuum_vacuum_threshold=0'], false
          )
    LOOP
        EXECUTE format(
            'ALTER TABLE %s SET ('
            'autovacuum_vacuum_threshold = 0, autovacuum_vacuum_scale_factor = 0, '
            'toast.autovacuum_vacuum_threshold = 0, '
            'toast.autovacuum_vacuum_scale_factor = 0, '
            'vacuum_index_cleanup = on)', holding
        );
    END LOOP;
END $$
"""
"""Has autovacuum take the dead rows of every table that names a person, each minute."""


async def open_pool(dsn: str, size: int = 8) -> "Pool[Record]":
    """Open a service's pool: every transaction REPEATABLE READ, none left hanging.

    A long write transaction anywhere would stall the relay, so idle ones end after
    10 s and all after 60 s where the server knows how (PostgreSQL 17).
    """
    return await asyncpg.create_pool(
        dsn,
        min_size=2,
        max_size=size,
        command_timeout=60,
        init=_limit,
        reset=_keep,
        server_settings={
            "application_name": "register",
            "default_transaction_isolation": "repeatable read",
            "idle_in_transaction_session_timeout": "10s",
            "jit": "off",
        },
    )


async def _limit(connection: "asyncpg.Connection[Record]") -> None:
    """End transactions after a minute, where the server knows how."""
    await connection.execute(LIMIT_TRANSACTIONS)


async def _keep(_connection: "asyncpg.Connection[Record]") -> None:
    """Reset nothing: sessions hold no settings of their own, and a trip is saved."""


async def migrate(
    owner_dsn: str, service_role: str, folders: Sequence[Path]
) -> list[str]:
    """Bring the database up to date as its owner; return what was applied.

    The kit's own tables come first, then each folder's `NNNN_*.sql` in order, each file
    once and whole. `:service_role` in a file stands for the service's role. Tables that
    name a person are then vacuumed each minute, so that an erased row goes at once.
    """
    connection = await asyncpg.connect(owner_dsn)
    try:
        await connection.execute("SELECT pg_advisory_lock($1)", MIGRATING)
        await connection.execute(
            "CREATE TABLE IF NOT EXISTS migrations ("
            " name text PRIMARY KEY,"
            " applied_at timestamptz NOT NULL DEFAULT clock_timestamp())"
        )
        await connection.execute(
            "SELECT set_config('register.service_role', $1, false)", service_role
        )
        done = {
            row["name"] for row in await connection.fetch("SELECT name FROM migrations")
        }
        files = [("kit/schema.sql", KIT_SCHEMA)]
        files += [
            (path.name, path)
            for folder in folders
            for path in sorted(folder.glob("[0-9]*_*.sql"))
        ]
        applied: list[str] = []
        for name, path in files:
            if name not in done:
                script = await asyncio.to_thread(path.read_text, encoding="utf-8")
                await _apply(connection, name, script, service_role)
                applied.append(name)
        await connection.execute(DEAD_ROWS_GO)
        return applied
    finally:
        await connection.close()


async def _apply(
    connection: "asyncpg.Connection[Record]",
    name: str,
    script: str,
    service_role: str,
) -> None:
    quoted = '"' + service_role.replace('"', '""') + '"'
    async with connection.transaction():
        await connection.execute(ROLE.sub(lambda _: quoted, script))
        await connection.execute("INSERT INTO migrations (name) VALUES ($1)", name)


async def open_epoch(pool: "Pool[Record]") -> int:
    """Return the epoch of this store in this cluster of PostgreSQL.

    A dump restored into another cluster finds another `system_identifier`: its
    transaction ids begin anew, below the relay's cursor, so the epoch rises.
    """
    async with pool.acquire() as connection:
        here = str(
            await connection.fetchval(
                "SELECT system_identifier FROM pg_control_system()"
            )
        )
        last = await connection.fetchrow(
            "SELECT epoch, system_identifier FROM epochs ORDER BY epoch DESC LIMIT 1"
        )
        if last is not None and last["system_identifier"] == here:
            return int(last["epoch"])
        epoch = 1 if last is None else int(last["epoch"]) + 1
        await connection.execute(
            "INSERT INTO epochs (epoch, system_identifier) VALUES ($1, $2)"
            " ON CONFLICT DO NOTHING",
            epoch,
            here,
        )
        return epoch


def role_of(dsn: str) -> str:
    """Return the role that a database URL logs in as."""
    user = urlsplit(dsn).username
    if not user:
        raise Unavailable("A database URL names no role.")
    return unquote(user)
