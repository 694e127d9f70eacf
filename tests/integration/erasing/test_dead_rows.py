"""The rows of somebody who was erased."""

import asyncio
from collections.abc import AsyncGenerator

import asyncpg
import pytest

from shared.capability import Database
from tests.support.kit_databases import KitDatabase

pytestmark = pytest.mark.integration

DISCLOSED = """
INSERT INTO disclosures (event_id, person_id, disclosures)
SELECT gen_random_uuid(), gen_random_uuid(), repeat('words ', 20)
FROM generate_series(1, 1000)
"""
HANDLED = """
INSERT INTO inbox (capability, stream, version)
SELECT 'hearing', 'application/' || number, 1 FROM generate_series(1, 500) AS number
"""
DEAD = """
SELECT n_dead_tup AS dead, autovacuum_count AS times, n_tup_ins AS written,
       n_tup_del AS deleted
FROM pg_stat_user_tables WHERE relname = $1
"""


@pytest.fixture
async def superuser(kit_database: KitDatabase) -> AsyncGenerator[Database]:
    """A session on a server that looks each second instead of each minute."""
    connection = await asyncpg.connect(kit_database.superuser)
    try:
        await connection.execute("ALTER SYSTEM SET autovacuum_naptime = '1s'")
        await connection.execute("SELECT pg_reload_conf()")
        yield connection
        await connection.execute("ALTER SYSTEM RESET autovacuum_naptime")
        await connection.execute("SELECT pg_reload_conf()")
    finally:
        await connection.close()


async def test_are_vacuumed_though_they_are_few_of_many(
    kit_database: KitDatabase, superuser: Database
) -> None:
    service = await asyncpg.connect(kit_database.service)
    for write in (DISCLOSED, HANDLED):
        await service.execute(write)
    await service.execute(
        "DELETE FROM disclosures WHERE event_id = (SELECT min(event_id::text)::uuid"
        " FROM disclosures)"
    )
    await service.execute("DELETE FROM inbox WHERE stream = 'application/7'")
    # What a session did is counted when it ends.
    await service.close()
    async with asyncio.timeout(60):
        while True:
            disclosures = await superuser.fetchrow(DEAD, "disclosures")
            assert disclosures is not None
            if disclosures["deleted"] == 1 and disclosures["dead"] == 0:
                break
            await asyncio.sleep(0.2)
    assert disclosures["times"] >= 1
    # What names nobody keeps its dead row until a fifth of the rows has gone.
    inbox = await superuser.fetchrow(DEAD, "inbox")
    assert inbox is not None
    assert (inbox["deleted"], inbox["dead"]) == (1, 1)
