"""Executing commands on PostgreSQL."""

import asyncio

import pytest
from asyncpg import Pool, Record

from shared.contracts.assessment import AssessorAppointed
from shared.database import WEATHER
from shared.eventstore.postgres import PostgresStore
from shared.eventstore.recording import folded_form
from tests.support.executing_behaviour import ExecutingBehaviour, entries, versions
from tests.support.kit import appoint, ask, begun, executor, refuse
from tests.support.kit_databases import KitDatabase, opened, store_on

END_WHO_WAITS = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity
WHERE wait_event_type = 'Lock' AND datname = current_database()
"""

pytestmark = pytest.mark.integration


class TestExecutingOnPostgres(ExecutingBehaviour):
    """Does all that executing does."""


async def test_gives_numbers_without_gaps_to_many_at_once_over_many_streams(
    store: PostgresStore, kit_database: KitDatabase
) -> None:
    # Two processes, each with its own pool; the rule needs a turn.
    async with opened(kit_database) as other_pool:
        executors = executor(store), executor(await store_on(other_pool))
        await asyncio.gather(
            *(
                executors[number % 2].execute(
                    [ask(appoint(f"{number}-{row}")) for row in range(3)]
                )
                for number in range(16)
            )
        )
    appointed = [
        folded_form(entry) for entry in await entries(store, "applications.events")
    ]
    numbers = [one.capacity for one in appointed if isinstance(one, AssessorAppointed)]
    assert sorted(numbers) == list(range(1, 49))


async def test_raises_the_weather_to_everybody_and_does_nothing(
    store: PostgresStore, pool: "Pool[Record]"
) -> None:
    executing = executor(store)
    application_id = await begun(executing)
    asks = [ask(refuse(application_id, "x")) for _ in range(3)]
    async with pool.acquire() as blocker, blocker.transaction():
        await blocker.execute("LOCK TABLE answers IN ACCESS EXCLUSIVE MODE")
        trying = asyncio.gather(
            *(executing.execute([one]) for one in asks), return_exceptions=True
        )
        while not trying.done():
            await pool.execute(END_WHO_WAITS)
            await asyncio.sleep(0.05)
        results = await trying
    assert all(isinstance(result, WEATHER) for result in results)
    assert await versions(store, application_id) == [1]
    # It passes: the same commands are done, once each.
    await executing.execute(asks)
    assert await versions(store, application_id) == [1, 2, 3, 4]


async def test_answers_a_caller_who_left_all_the_same(store: PostgresStore) -> None:
    executing = executor(store)
    application_id = await begun(executing)
    asked = ask(refuse(application_id, "x"))
    leaving = asyncio.create_task(executing.execute([asked]))
    await asyncio.sleep(0)
    leaving.cancel()
    await asyncio.gather(leaving, return_exceptions=True)
    (answer,) = await executing.execute([asked])
    assert answer.events[0].version == 2
    assert await versions(store, application_id) == [1, 2]
