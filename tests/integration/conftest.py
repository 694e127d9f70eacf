"""What tests of the kit ask for by name: databases with its tables, and stores."""

import asyncio
from collections.abc import AsyncGenerator, Generator

import pytest
from asyncpg import Pool, Record

from shared.eventstore.postgres import PostgresStore
from tests.support.kit_databases import (
    KitDatabase,
    KitTemplate,
    copied,
    drop_template,
    make_template,
    opened,
    store_on,
)


@pytest.fixture(scope="session")
def kit_template(postgres_admin_dsn: str) -> Generator[KitTemplate]:
    """A database with the kit's tables and nothing in them."""
    template = asyncio.run(make_template(postgres_admin_dsn))
    yield template
    asyncio.run(drop_template(template))


@pytest.fixture
async def kit_database(kit_template: KitTemplate) -> AsyncGenerator[KitDatabase]:
    """A fresh database of the applications service."""
    async with copied(kit_template) as database:
        yield database


@pytest.fixture
async def hearing_database(kit_template: KitTemplate) -> AsyncGenerator[KitDatabase]:
    """A fresh database of the assessment service, which hears."""
    async with copied(kit_template) as database:
        yield database


@pytest.fixture
async def pool(kit_database: KitDatabase) -> AsyncGenerator["Pool[Record]"]:
    """The pool of the applications service."""
    async with opened(kit_database) as opening:
        yield opening


@pytest.fixture
async def store(pool: "Pool[Record]") -> PostgresStore:
    """The event store of the applications service."""
    return await store_on(pool)


@pytest.fixture
async def hearing_store(
    hearing_database: KitDatabase,
) -> AsyncGenerator[PostgresStore]:
    """The event store of the assessment service."""
    async with opened(hearing_database) as opening:
        yield await store_on(opening)
