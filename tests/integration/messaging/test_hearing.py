"""The inbox, on PostgreSQL."""

import asyncio
from uuid import uuid4

import pytest

from shared.eventstore.postgres import PostgresStore
from tests.support.hearing_behaviour import (
    HearingBehaviour,
    head,
    history,
    noted,
    waits,
)
from tests.support.kit import inbox
from tests.support.kit_databases import KitDatabase, opened, store_on

pytestmark = pytest.mark.integration


class TestHearingOnPostgres(HearingBehaviour):
    """Does all that hearing does."""


async def test_handles_once_what_two_processes_take_at_the_same_time(
    store: PostgresStore, kit_database: KitDatabase
) -> None:
    applications = [uuid4() for _ in range(10)]
    records = [one for each in applications for one in history(each, "a", "b")]
    async with opened(kit_database) as other_pool:
        inboxes = inbox(store), inbox(await store_on(other_pool))
        await asyncio.gather(*(one.take(records) for one in inboxes for _ in range(3)))
    for each in applications:
        assert (await head(store, each), await noted(store, each)) == (3, 3)
    assert await waits(store) == []
