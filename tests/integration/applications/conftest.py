"""What these tests ask for by name: the applications service on a fresh database."""

import asyncio
from collections.abc import AsyncGenerator, Generator
from pathlib import Path

import pytest

from tests.support.applications_service import (
    SERVICE,
    ApplicationsService,
    applications_on,
)
from tests.support.kit_databases import (
    KitTemplate,
    copied,
    drop_template,
    make_template,
)


@pytest.fixture(scope="session")
def applications_template(postgres_admin_dsn: str) -> Generator[KitTemplate]:
    """A database with the tables of the kit and of applications, all empty."""
    migrations = SERVICE / "migrations"
    template = asyncio.run(make_template(postgres_admin_dsn, migrations))
    yield template
    asyncio.run(drop_template(template))


@pytest.fixture
async def applications(
    applications_template: KitTemplate, tmp_path: Path
) -> AsyncGenerator[ApplicationsService]:
    """The applications service on a fresh database."""
    async with (
        copied(applications_template) as database,
        applications_on(database, tmp_path) as service,
    ):
        yield service
