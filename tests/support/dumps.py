"""Dumps of a database by PostgreSQL's own programs, restored somewhere else."""

import asyncio
import secrets
import subprocess
import tempfile
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import asyncpg

from shared.embedded.cluster import BINARIES
from shared.embedded.databases import database_dsn
from shared.embedded.ports import free_ports
from shared.embedded.postgres import EmbeddedPostgres


def dumped(dsn: str) -> bytes:
    """Return a dump of a database, as an operator's backup makes it."""
    return subprocess.run(
        [BINARIES / "pg_dump", "--format=custom", "--dbname", dsn],
        capture_output=True,
        check=True,
    ).stdout


@asynccontextmanager
async def restored(admin: str, dump: bytes) -> AsyncGenerator[str]:
    """Restore a dump into a fresh database of a cluster; yield a superuser's DSN."""
    name = f"restored_{secrets.token_hex(5)}"
    server = await asyncpg.connect(admin)
    try:
        await server.execute(f"CREATE DATABASE {name}")
        dsn = database_dsn(admin, name)
        await asyncio.to_thread(_restore, dump, dsn)
        yield dsn
        await server.execute(f"DROP DATABASE {name} WITH (FORCE)")
    finally:
        await server.close()


@asynccontextmanager
async def another_cluster(*like: str) -> AsyncGenerator[str]:
    """Start a second PostgreSQL with the roles of these DSNs; yield a superuser's."""
    with tempfile.TemporaryDirectory(prefix="register-test-") as directory:
        postgres = EmbeddedPostgres(Path(directory), *free_ports(1))
        await postgres.start()
        try:
            server = await asyncpg.connect(postgres.superuser_dsn)
            for parts in map(urlsplit, like):
                await server.execute(
                    f"CREATE ROLE {parts.username} LOGIN PASSWORD '{parts.password}'"
                )
            await server.close()
            yield postgres.superuser_dsn
        finally:
            await postgres.stop()


def as_role_of(dsn: str, role: str) -> str:
    """Return the DSN of a database for the role that another DSN names."""
    login = urlsplit(role).netloc.rpartition("@")[0]
    parts = urlsplit(dsn)
    host = parts.netloc.rpartition("@")[2]
    return urlunsplit(parts._replace(netloc=f"{login}@{host}"))


def _restore(dump: bytes, dsn: str) -> None:
    subprocess.run(
        [BINARIES / "pg_restore", "--exit-on-error", "--dbname", dsn],
        input=dump,
        check=True,
    )
