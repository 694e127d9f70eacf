"""Every table of every service."""

import asyncio
from collections.abc import Generator, Sequence
from dataclasses import dataclass

import asyncpg
import pytest

from shared.capability import Capability
from shared.erasing.erasing import ERASING
from shared.messaging.passing_over import PASSING_OVER
from tests.support.capabilities import of_service
from tests.support.kit_databases import (
    KitDatabase,
    copied,
    drop_template,
    make_template,
)
from tests.support.repository import ROOT

pytestmark = pytest.mark.integration

SERVICES = ("applications", "assessment", "notifications", "audit")

# What the kit erases itself (`shared/erasing/forgetting.py`), and what the log does.
ERASED_BESIDES = {"disclosures", "waiting", "answers", "entry_disclosures"}

# What holds nobody's data: ids that say nothing, codes, days, counts, sealed events.
NOTHING_PERSONAL = {
    *("clock", "deadlines", "epochs", "erasures", "events", "inbox", "migrations"),
    "relay_cursor",
    *("person_cases", "person_erasures", "person_merges", "person_retention"),
    *("declaration_ties", "open_matters"),
    *("bulks", "entry_footings"),
    # Numbers, codes, days and opaque ids; the views join what other tables hold.
    *("entry_scopes", "entry_levels", "entry_statuses"),
    *("entry_applications", "entry_people"),
    "refusals",
    # Organisations, which are told what anybody may read.
    "subscribers",
    "evidence_readers",
    *("application_ties", "changed_ties", "clock_stops", "staff_case_ties"),
    *("assessor_leave", "pool_leave", "scope_cover"),
    *("case_assessors", "cases"),
    *("entries", "log_offsets", "refills", "tree_heads"),
    # Bytes that nobody could read: whoever sent them has to say what they were.
    *("quarantine", "quarantined_bytes"),
}

TABLES = """
SELECT table_name, array_agg(column_name::text) AS columns
FROM information_schema.columns
WHERE table_schema = 'public' GROUP BY table_name
"""

VACUUMED = """
SELECT relname::text FROM pg_class WHERE reloptions @> ARRAY[
    'autovacuum_vacuum_threshold=0', 'autovacuum_vacuum_scale_factor=0',
    'vacuum_index_cleanup=on'
]
"""


@dataclass(frozen=True)
class Tables:
    """The tables of a service with their columns, and its capabilities."""

    columns: dict[str, set[str]]
    capabilities: Sequence[Capability]
    database: KitDatabase

    @property
    def held(self) -> set[str]:
        """The tables of which a capability says how a person is erased."""
        return {held.table for one in self.capabilities for held in one.holds}


@pytest.fixture(scope="module", params=SERVICES)
def tables(
    request: pytest.FixtureRequest, postgres_admin_dsn: str
) -> Generator[Tables]:
    """The tables of one service."""
    folder = ROOT / "services" / request.param / "migrations"
    template = asyncio.run(make_template(postgres_admin_dsn, folder))
    copy = copied(template)
    with asyncio.Runner() as runner:
        database = runner.run(copy.__aenter__())
        columns = runner.run(_columns(database))
        capabilities = (*of_service(request.param), PASSING_OVER, ERASING)
        yield Tables(columns, capabilities, database)
        runner.run(copy.__aexit__(None, None, None))
    asyncio.run(drop_template(template))


async def _columns(database: KitDatabase) -> dict[str, set[str]]:
    connection = await asyncpg.connect(database.service)
    try:
        rows = await connection.fetch(TABLES)
        rows = rows or await connection.fetch(TABLES)
        return {row["table_name"]: set(row["columns"]) for row in rows}
    finally:
        await connection.close()


def test_is_known_to_hold_people_or_not_to(tables: Tables) -> None:
    assert "disclosures" in tables.columns
    known = tables.held | ERASED_BESIDES | NOTHING_PERSONAL
    assert set(tables.columns) - known == set()


def test_names_the_person_in_each_row_that_holds_one(tables: Tables) -> None:
    for table in tables.held:
        assert "person_id" in tables.columns[table], table


async def test_loses_its_dead_rows_at_once_where_it_holds_people(
    tables: Tables,
) -> None:
    connection = await asyncpg.connect(tables.database.service)
    try:
        rows = await connection.fetch(VACUUMED)
    finally:
        await connection.close()
    besides = ERASED_BESIDES & set(tables.columns)
    assert tables.held | besides <= {row["relname"] for row in rows}


async def test_may_be_erased_from_by_the_services_own_role(tables: Tables) -> None:
    connection = await asyncpg.connect(tables.database.service)
    try:
        for capability in tables.capabilities:
            for held in capability.holds:
                status = await connection.execute(
                    held.statement, "00000000-0000-0000-0000-000000000001"
                )
                assert status.endswith(" 0")
    finally:
        await connection.close()
