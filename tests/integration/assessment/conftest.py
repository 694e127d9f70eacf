"""The assessment service on a database of its own."""

import asyncio
from collections.abc import AsyncGenerator, Generator
from pathlib import Path

import pytest

from services.assessment import app as composition
from services.assessment.assessing.subscribers import ASSESSING
from services.assessment.assessors.subscribers import ASSESSORS
from services.assessment.bulk.subscribers import BULK
from tests.support.judging_bench import Bench, bench_on
from tests.support.kit_databases import (
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
def assessment_template(postgres_admin_dsn: str) -> Generator[KitTemplate]:
    """A database with the tables of the assessment service."""
    template = asyncio.run(make_template(postgres_admin_dsn, FOLDER / "migrations"))
    yield template
    asyncio.run(drop_template(template))


@pytest.fixture
async def assessment(
    assessment_template: KitTemplate, tmp_path: Path
) -> AsyncGenerator[StoredService]:
    """The assessment service, with nobody in its pool."""
    async with copied(assessment_template) as database, opened(database) as pool:
        yield stored_service(
            "assessment",
            pool,
            await store_on(pool),
            tmp_path,
            ASSESSORS,
            ASSESSING,
            BULK,
        )


@pytest.fixture
async def bench(assessment: StoredService, tmp_path: Path) -> AsyncGenerator[Bench]:
    """A case of two assessors that is judged by forms."""
    async with bench_on(assessment, tmp_path) as bench:
        yield bench
