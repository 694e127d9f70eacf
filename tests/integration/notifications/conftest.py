"""The notifications service on a database of its own."""

import asyncio
from collections.abc import AsyncGenerator, Generator
from pathlib import Path

import pytest

from services.notifications import app as composition
from services.notifications.addresses.subscribers import ADDRESSES
from services.notifications.messages.subscribers import MESSAGES
from services.notifications.preferences.subscribers import PREFERENCES
from services.notifications.subscriptions.subscribers import SUBSCRIPTIONS
from tests.support.kit_databases import (
    KitDatabase,
    KitTemplate,
    copied,
    drop_template,
    make_template,
    opened,
    store_on,
)
from tests.support.stored_service import StoredService, stored_service

FOLDER = Path(composition.__file__).parent


@pytest.fixture(scope="session")
def notifications_template(postgres_admin_dsn: str) -> Generator[KitTemplate]:
    """A database with the tables of the notifications service."""
    template = asyncio.run(make_template(postgres_admin_dsn, FOLDER / "migrations"))
    yield template
    asyncio.run(drop_template(template))


@pytest.fixture
async def notifications_database(
    notifications_template: KitTemplate,
) -> AsyncGenerator[KitDatabase]:
    """A database of the notifications service."""
    async with copied(notifications_template) as database:
        yield database


@pytest.fixture
async def notifications(
    notifications_database: KitDatabase, tmp_path: Path
) -> AsyncGenerator[StoredService]:
    """The notifications service, with nobody to tell."""
    async with opened(notifications_database) as pool:
        yield stored_service(
            "notifications",
            pool,
            await store_on(pool),
            tmp_path,
            ADDRESSES,
            MESSAGES,
            PREFERENCES,
            SUBSCRIPTIONS,
        )
