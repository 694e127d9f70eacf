"""What these tests ask for by name: the applications service, its documents."""

import asyncio
from collections.abc import AsyncGenerator, Generator
from pathlib import Path

import pytest

from services.applications.documents.scanning import scanner_at
from services.applications.evidence.uploading import Documents
from tests.support.applications_service import (
    SERVICE,
    ApplicationsService,
    applications_on,
)
from tests.support.clamd import FakeClamd, fake_clamd
from tests.support.documents_desk import Desk, opened_desk
from tests.support.kit_databases import (
    KitTemplate,
    copied,
    drop_template,
    make_template,
)
from tests.support.s3 import ObjectStore, object_store


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


@pytest.fixture(scope="session")
def s3() -> Generator[ObjectStore]:
    """One object store for the whole run."""
    with object_store() as store:
        yield store


@pytest.fixture
def document_store(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> str:
    """The address of an empty document store: a folder, or `s3` where asked for."""
    if getattr(request, "param", "folder") == "folder":
        return f"file://{tmp_path / 'documents'}"
    store: ObjectStore = request.getfixturevalue("s3")
    for name, value in store.variables.items():
        monkeypatch.setenv(name, value)
    return store.bucket()


@pytest.fixture
async def desk(applications: ApplicationsService, document_store: str) -> Desk:
    """The applicant's submitted application, as evidence has heard of it."""
    return await opened_desk(applications, document_store)


@pytest.fixture
async def clamd(desk: Desk) -> AsyncGenerator[FakeClamd]:
    """A scanner, which the desk asks."""
    async with fake_clamd() as clamd:
        desk.documents = Documents(desk.documents.keeping, scanner_at(clamd.address))
        yield clamd
