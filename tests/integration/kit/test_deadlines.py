"""A deadline."""

import asyncio
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest

from shared.clock import Clock
from shared.contracts.applications import ApplicationRefused
from shared.contracts.messaging import CommandRefused
from shared.deadlines import meet_deadlines
from shared.eventstore.execute import Executor
from shared.eventstore.postgres import PostgresStore
from shared.eventstore.recording import folded_form
from tests.support.executing_behaviour import refusals, versions
from tests.support.kit import ask, begun, executor, refuse, stream_of, submit
from tests.support.kit_databases import KitDatabase, opened, store_on
from tests.support.kit_services import eventually, started
from tests.support.made_up import SPEAKING

pytestmark = pytest.mark.integration

WEEK = timedelta(days=7)


async def owed(executing: Executor, application_id: UUID, *, after: timedelta) -> str:
    """Set a deadline some time after now, and return when it is."""
    due_at = (executing.clock.now() + after).isoformat()
    await executing.execute([ask(refuse(application_id, "wait", due_at))])
    return due_at


async def fresh(executing: Executor, *, after: timedelta = WEEK) -> UUID:
    """Return an application with one event and a deadline."""
    application_id = await begun(executing)
    await owed(executing, application_id, after=after)
    return application_id


async def test_becomes_a_command_when_it_falls_due_and_only_once(
    store: PostgresStore,
) -> None:
    clock = Clock()
    executing = executor(store, SPEAKING, clock=clock)
    await store.pool.execute(
        "INSERT INTO deadlines VALUES ($1, 'reminder', 'speaking', $2)",
        stream_of(application_id := await begun(executing)),
        clock.now() + WEEK,
    )
    assert await meet_deadlines(executing) == 0
    clock.offset = WEEK + timedelta(seconds=1)
    assert await meet_deadlines(executing) == 1
    assert await meet_deadlines(executing) == 0
    stored = await store.stream(stream_of(application_id), 1, 10)
    events = [folded_form(event.entry) for event in stored]
    assert [event.reasons for event in events if isinstance(event, ApplicationRefused)]
    assert len(events) == 1
    assert b'"actor":"service:applications"' in stored[0].entry


async def test_is_cleared_by_the_event_that_says_so(store: PostgresStore) -> None:
    clock = Clock()
    executing = executor(store, SPEAKING, clock=clock)
    application_id = await fresh(executing)
    await executing.execute([ask(refuse(application_id, "stop"))])
    clock.offset = WEEK + timedelta(seconds=1)
    assert await meet_deadlines(executing) == 0


async def test_is_over_too_when_the_rules_refuse_what_was_due(
    store: PostgresStore,
) -> None:
    clock = Clock()
    executing = executor(store, SPEAKING, clock=clock)
    await fresh(executing)
    clock.offset = WEEK + timedelta(seconds=1)
    assert await meet_deadlines(executing) == 1
    assert await meet_deadlines(executing) == 0
    (refusal,) = await refusals(store)
    assert isinstance(refusal, CommandRefused)
    assert refusal.code == "too-late"


async def test_gives_its_command_an_id_that_derives_from_it(
    store: PostgresStore, kit_database: KitDatabase
) -> None:
    executing = executor(store, SPEAKING)
    await fresh(executing, after=timedelta(0))
    (row,) = await store.pool.fetch("SELECT * FROM deadlines")
    await meet_deadlines(executing)
    (first,) = await refusals(store)
    # The same row again, as after a restore from a backup, is the same command.
    async with opened(kit_database) as pool:
        await pool.execute("INSERT INTO deadlines VALUES ($1, $2, $3, $4, $5)", *row)
        await meet_deadlines(executing)
    assert await refusals(store) == [first]


async def test_is_met_once_however_many_workers_look(
    store: PostgresStore, kit_database: KitDatabase
) -> None:
    async with opened(kit_database) as pool:
        workers = (
            executor(store, SPEAKING),
            executor(await store_on(pool), SPEAKING),
        )
        due = [await begun(workers[0]) for _ in range(30)]
        for application_id in due:
            await store.pool.execute(
                "INSERT INTO deadlines VALUES ($1, 'reminder', 'speaking', now())",
                stream_of(application_id),
            )
        met = 0
        while met < len(due):
            results = await asyncio.gather(
                *(meet_deadlines(worker) for worker in workers), return_exceptions=True
            )
            met += sum(result for result in results if isinstance(result, int))
    assert met == len(due)
    for application_id in due:
        assert await versions(store, application_id) == [1, 2]


async def test_that_nobody_understands_keeps_no_other_from_being_met(
    store: PostgresStore,
) -> None:
    executing = executor(store, SPEAKING)
    application_id = await begun(executing)
    await store.pool.execute(
        "INSERT INTO deadlines VALUES ('a/1', 'unheard-of', 'speaking', now()),"
        " ('a/2', 'reminder', 'nobody', now()), ('not-an-id', 'reminder', 'speaking',"
        " now()), ($1, 'reminder', 'speaking', now())",
        stream_of(application_id),
    )
    assert await meet_deadlines(executing) == 1
    assert await meet_deadlines(executing) == 0
    assert await store.pool.fetchval("SELECT count(*) FROM deadlines") == 3


async def test_falls_due_when_the_embedded_clock_is_moved(
    kit_database: KitDatabase, kafka_bootstrap: str, topic_prefix: str, tmp_path: Path
) -> None:
    async with (
        started(
            "applications",
            kit_database,
            kafka_bootstrap,
            topic_prefix,
            tmp_path,
            SPEAKING,
        ) as applications,
        applications.client("operator") as operator,
        applications.client("registrar") as registrar,
    ):
        service = applications.service
        application_id = UUID(int=7)
        await service.execute([ask(submit(application_id))])
        await service.pool.execute(
            "INSERT INTO deadlines VALUES ($1, 'reminder', 'speaking', $2)",
            stream_of(application_id),
            service.clock.now() + WEEK,
        )
        ahead = {"offset_seconds": WEEK.total_seconds() + 1}
        assert (await registrar.post("/api/clock", json=ahead)).status_code == 403
        told = (await operator.get("/api/clock")).json()
        assert told["next_due"] is not None
        moved = await operator.post("/api/clock", json=ahead)
        assert moved.json()["idle"] is False

        async def met() -> bool:
            return await versions(service.store, application_id) == [1, 2]

        await eventually(met)
        back = await operator.post("/api/clock", json={"offset_seconds": 0})
        assert back.status_code == 422
    async with started(
        "applications", kit_database, kafka_bootstrap, topic_prefix, tmp_path, SPEAKING
    ) as again:
        assert again.service.clock.offset.total_seconds() == ahead["offset_seconds"]
