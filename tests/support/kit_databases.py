"""Databases with the kit's tables, copied from a template that is migrated once."""

import secrets
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import asyncpg
from asyncpg import Pool, Record

from shared.database import migrate, open_epoch, open_pool
from shared.embedded.databases import Role, database_dsn, ensure_database
from shared.eventstore.postgres import PostgresStore


@dataclass(frozen=True)
class KitTemplate:
    """A migrated database that others are copied from."""

    admin: str
    name: str
    owner: str
    service: str


@dataclass(frozen=True)
class KitDatabase:
    """A database of a service: who may log in to it, by DSN."""

    superuser: str
    owner: str
    service: str


async def make_template(admin: str, *migrations: Path) -> KitTemplate:
    """Migrate a fresh database, as the owner of a service does."""
    name = f"kit_{secrets.token_hex(5)}"
    owner, service = Role(f"{name}_owner", "owner"), Role(f"{name}_service", "service")
    owner_dsn, service_dsn = await ensure_database(admin, name, owner, service)
    await migrate(owner_dsn, service.name, migrations)
    return KitTemplate(admin, name, owner_dsn, service_dsn)


async def drop_template(template: KitTemplate) -> None:
    """Drop the template and its roles."""
    server = await asyncpg.connect(template.admin)
    try:
        await server.execute(f"DROP DATABASE {template.name} WITH (FORCE)")
        await server.execute(
            f"DROP ROLE {template.name}_owner; DROP ROLE {template.name}_service"
        )
    finally:
        await server.close()


@asynccontextmanager
async def copied(template: KitTemplate) -> AsyncGenerator[KitDatabase]:
    """Yield a copy of the template, dropped afterwards."""
    name = f"{template.name}_{secrets.token_hex(5)}"
    server = await asyncpg.connect(template.admin)
    try:
        await server.execute(
            f"CREATE DATABASE {name} TEMPLATE {template.name}"
            f" OWNER {template.name}_owner STRATEGY file_copy"
        )
        yield KitDatabase(
            database_dsn(template.admin, name),
            database_dsn(template.owner, name),
            database_dsn(template.service, name),
        )
        await server.execute(f"DROP DATABASE {name} WITH (FORCE)")
    finally:
        await server.close()


@asynccontextmanager
async def opened(
    database: KitDatabase, size: int = 8
) -> AsyncGenerator["Pool[Record]"]:
    """Yield a pool of the service's role."""
    pool = await open_pool(database.service, size)
    try:
        yield pool
    finally:
        pool.terminate()


async def store_on(pool: "Pool[Record]") -> PostgresStore:
    """Return the event store behind a pool."""
    return PostgresStore(pool, await open_epoch(pool))


def at_port(dsn: str, port: int) -> str:
    """Return the same DSN at another port of this machine."""
    parts = urlsplit(dsn)
    credentials = parts.netloc.rpartition("@")[0]
    return urlunsplit(parts._replace(netloc=f"{credentials}@127.0.0.1:{port}"))
