"""The relay, from the event store to Kafka."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import replace

import asyncpg
import pytest

from shared.eventstore.postgres import PostgresStore
from shared.eventstore.store import Writing
from shared.messaging.cluster import ClusterWatch
from shared.messaging.cursor import load_cursor
from shared.messaging.relay import Relay
from shared.messaging.topics import topic_names
from tests.support.kafka_topics import delete_topics, header, read_topic
from tests.support.kit import begun, executor, stream_of
from tests.support.kit_databases import KitDatabase, opened, store_on
from tests.support.kit_services import eventually
from tests.support.recorded import new_event
from tests.support.store_behaviour import append

pytestmark = pytest.mark.integration

LEADER = """
SELECT pg_terminate_backend(pid) FROM pg_locks
WHERE locktype = 'advisory' AND granted AND objid = 87850001
AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
"""


@asynccontextmanager
async def relaying(
    store: PostgresStore, kafka: str, prefix: str, watch: ClusterWatch | None = None
) -> AsyncGenerator[Relay]:
    """Run a relay until the block ends."""
    relay = Relay(store.pool, store.epoch, kafka, prefix, watch)
    running = asyncio.create_task(relay.run())
    try:
        yield relay
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)


async def drained(relay: Relay) -> None:
    """Wait until nothing is left to publish."""

    async def nothing_left() -> bool:
        return await relay.lag() == 0

    await eventually(nothing_left)


async def versions(kafka: str, prefix: str, stream: str) -> list[int]:
    """Return the versions of a stream as they are on the topic."""
    read = await read_topic(kafka, f"{prefix}applications.events")
    return read.versions(stream)


async def test_publishes_the_very_bytes_of_the_store_with_headers_that_route(
    store: PostgresStore, kafka_bootstrap: str, topic_prefix: str
) -> None:
    application_id = await begun(executor(store), "too short")
    stream = stream_of(application_id)
    async with relaying(store, kafka_bootstrap, topic_prefix) as relay:
        await drained(relay)
    read = await read_topic(kafka_bootstrap, f"{topic_prefix}applications.events")
    stored = await store.stream(stream, 0, 10)
    assert read.values(stream) == [event.entry for event in stored]
    for record, event in zip(read.records, stored, strict=True):
        assert record.key == stream.encode()
        assert header(record, "content-type") == "application/cloudevents+json"
        assert header(record, "ce_type") == event.type
        assert header(record, "ce_subject") == stream
        assert header(record, "ce_sequence") == str(event.version)
        assert header(record, "disclosures") == "~".join(event.disclosures)
        assert b"Nora" not in (record.value or b"")


async def test_skips_nothing_when_transactions_commit_in_the_wrong_order(
    store: PostgresStore, kafka_bootstrap: str, topic_prefix: str
) -> None:
    async with relaying(store, kafka_bootstrap, topic_prefix) as relay:
        async with store.unit() as early:
            await early.write(Writing(events=[new_event("application/early", 1)]))
            # The later transaction has later ids, and commits first.
            await append(store, 1, stream="application/late")
            await asyncio.sleep(1)
            assert relay.published == 0
        await drained(relay)
    for stream in ("application/early", "application/late"):
        assert await versions(kafka_bootstrap, topic_prefix, stream) == [1]


async def test_keeps_version_order_on_the_wire_however_many_write(
    store: PostgresStore, kafka_bootstrap: str, topic_prefix: str
) -> None:
    async with relaying(store, kafka_bootstrap, topic_prefix) as relay:
        executors = executor(store), executor(store)
        application_id = await begun(executors[0])
        await asyncio.gather(
            *(begun(one, "a", "b") for one in executors for _ in range(5))
        )
        await drained(relay)
    read = await read_topic(kafka_bootstrap, f"{topic_prefix}applications.events")
    streams = {(one.key or b"").decode() for one in read.records}
    assert len(streams) == 11
    for stream in streams - {stream_of(application_id)}:
        assert read.versions(stream) == [1, 2, 3]


async def test_publishes_history_again_when_kafka_was_emptied(
    store: PostgresStore, kafka_bootstrap: str, topic_prefix: str
) -> None:
    await append(store, 1, 2, 3)
    async with relaying(store, kafka_bootstrap, topic_prefix) as relay:
        await drained(relay)
    await delete_topics(kafka_bootstrap, topic_names(topic_prefix))
    # Found at start by the end offsets, though nothing new is to be said.
    async with relaying(store, kafka_bootstrap, topic_prefix) as relay:
        await eventually(lambda: _published(relay, 3))
    assert await versions(kafka_bootstrap, topic_prefix, "application/1") == [1, 2, 3]


async def test_publishes_history_again_when_kafka_is_emptied_under_its_hands(
    store: PostgresStore,
    kafka_bootstrap: str,
    topic_prefix: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("shared.messaging.publishing.REQUEST_TIMEOUT_MS", 2000)
    await append(store, 1, 2)
    async with relaying(store, kafka_bootstrap, topic_prefix) as relay:
        await drained(relay)
        await delete_topics(kafka_bootstrap, topic_names(topic_prefix))
        await append(store, 3)
        await eventually(lambda: _published(relay, 5))
    assert await versions(kafka_bootstrap, topic_prefix, "application/1") == [1, 2, 3]


async def test_publishes_history_again_to_another_cluster_even_while_idle(
    store: PostgresStore,
    kafka_bootstrap: str,
    topic_prefix: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def another(_bootstrap: str) -> str:
        return "another"

    await append(store, 1, 2)
    watch = ClusterWatch(kafka_bootstrap, 0.2)
    async with relaying(store, kafka_bootstrap, topic_prefix, watch) as relay:
        await drained(relay)
        assert relay.published == 2
        monkeypatch.setattr("shared.messaging.cluster.cluster_id", another)
        await eventually(lambda: _published(relay, 4))
    assert await versions(kafka_bootstrap, topic_prefix, "application/1") == [1, 2] * 2


async def test_goes_on_in_a_new_epoch_although_transaction_ids_begin_again(
    store: PostgresStore, kafka_bootstrap: str, topic_prefix: str
) -> None:
    await append(store, 1)
    async with relaying(store, kafka_bootstrap, topic_prefix) as relay:
        await drained(relay)
    # As after a restore elsewhere: the cursor's transaction id is far above ours.
    await store.pool.execute(
        "UPDATE relay_cursor SET transaction_id = '999999999999'::xid8"
    )
    moved = PostgresStore(store.pool, store.epoch + 1)
    await append(moved, 2)
    async with relaying(moved, kafka_bootstrap, topic_prefix) as relay:
        await drained(relay)
    assert await versions(kafka_bootstrap, topic_prefix, "application/1") == [1, 2]


async def test_is_led_by_one_until_its_backend_dies(
    store: PostgresStore,
    kit_database: KitDatabase,
    kafka_bootstrap: str,
    topic_prefix: str,
) -> None:
    async with (
        opened(kit_database) as other_pool,
        relaying(store, kafka_bootstrap, topic_prefix) as one,
        relaying(await store_on(other_pool), kafka_bootstrap, topic_prefix) as other,
    ):
        await eventually(lambda: _one_leads(one, other))
        first = one if one.leads else other
        server = await asyncpg.connect(kit_database.superuser)
        try:
            assert len(await server.fetch(LEADER)) == 1
        finally:
            await server.close()
        await eventually(lambda: _steps_down(first))
        await append(store, 1)
        await eventually(lambda: _one_leads(one, other))
        await drained(one)
    assert await versions(kafka_bootstrap, topic_prefix, "application/1") == [1]


async def test_publishes_again_after_a_crash_before_its_cursor_was_saved(
    store: PostgresStore, kafka_bootstrap: str, topic_prefix: str
) -> None:
    await append(store, 1, 2)
    async with relaying(store, kafka_bootstrap, topic_prefix) as relay:
        await drained(relay)
    # Acknowledged, but the cursor never heard of it.
    await store.pool.execute(
        "UPDATE relay_cursor SET epoch = 0, transaction_id = '0', position = 0,"
        " ends = '{}'"
    )
    async with relaying(store, kafka_bootstrap, topic_prefix) as relay:
        await drained(relay)
    found = await versions(kafka_bootstrap, topic_prefix, "application/1")
    assert found == [1, 2, 1, 2]


async def test_remembers_what_each_partition_acknowledged_in_which_cluster(
    store: PostgresStore, kafka_bootstrap: str, topic_prefix: str
) -> None:
    await append(store, 1, 2)
    async with relaying(store, kafka_bootstrap, topic_prefix) as relay:
        await drained(relay)
        known = relay.kafka.id
    async with store.pool.acquire() as connection:
        cursor = await load_cursor(connection)
    assert cursor is not None
    assert cursor.cluster_id == known
    assert set(cursor.ends.values()) == {1}
    assert replace(cursor, ends={}).epoch == store.epoch


async def test_hears_the_bell_of_another_process(
    store: PostgresStore,
    kit_database: KitDatabase,
    kafka_bootstrap: str,
    topic_prefix: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("shared.messaging.relay.POLL_SECONDS", 3600.0)
    async with (
        relaying(store, kafka_bootstrap, topic_prefix) as relay,
        opened(kit_database) as other_pool,
    ):
        await eventually(lambda: _leads(relay))
        await asyncio.sleep(0.5)
        await append(await store_on(other_pool), 1)
        await other_pool.execute("NOTIFY register_events")
        await eventually(lambda: _published(relay, 1))


async def _published(relay: Relay, count: int) -> bool:
    return relay.published >= count


async def _leads(relay: Relay) -> bool:
    return relay.leads


async def _one_leads(one: Relay, other: Relay) -> bool:
    return one.leads != other.leads


async def _steps_down(relay: Relay) -> bool:
    return not relay.leads
