"""An erasure that is said by another service than the one whose word it is."""

from collections.abc import Awaitable, Callable
from typing import cast

import asyncpg
import pytest

from services.audit.log.adding import Batch, refill
from services.audit.log.erasing import ordered_erasures
from services.audit.log.records import read_entry
from shared.capability import Database
from shared.merkle import RightEdge
from shared.messaging.topics import SERVICES
from tests.support.audit_log import NOW, audit_role
from tests.support.exported_log import Said
from tests.support.logged_story import ADAS_ERASURE, ERASED_STORY, FORGED_STORY
from tests.support.logged_tables import log_entries

pytestmark = pytest.mark.integration


async def refilled(dsn: str, said: list[Said]) -> None:
    """Put the entries back as out of the bundles, which hold nothing personal."""
    entries = [read_entry(raw) for raw, _ in said]
    grown, _ = RightEdge().append([entry.leaf for entry in entries])
    connection = await asyncpg.connect(dsn)
    try:
        database = cast("Database", connection)
        await refill(database, Batch(RightEdge(), grown, entries, NOW))
    finally:
        await connection.close()


@pytest.mark.parametrize("take_in", [log_entries, refilled])
@pytest.mark.parametrize(
    ("story", "ordered"), [(FORGED_STORY, []), (ERASED_STORY, [ADAS_ERASURE])]
)
async def test_erases_nothing_here_and_is_told_to_no_service(
    database: str,
    take_in: Callable[[str, list[Said]], Awaitable[None]],
    story: list[Said],
    ordered: list[int],
) -> None:
    async with audit_role(database) as dsn:
        await take_in(dsn, story)
        connection = await asyncpg.connect(dsn)
        try:
            noted = await connection.fetchval("SELECT count(*) FROM erasures")
            kept = await connection.fetchval("SELECT count(*) FROM entry_disclosures")
            told = await ordered_erasures(
                cast("Database", connection), SERVICES, -1, 100
            )
        finally:
            await connection.close()
    assert noted == len(ordered)
    assert [one.index for one in told] == ordered
    assert bool(kept) is (take_in is log_entries)
