"""What was lost on the way to a consumer, asked for over HTTP."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from shared.clock import Clock
from shared.eventstore.postgres import PostgresStore
from shared.identity.demonstration import service_key_path
from shared.identity.keys import read_signing_key
from shared.identity.tokens import issue_own_token
from shared.messaging.arrivals import Arrival
from shared.messaging.inbox import Inbox
from shared.messaging.peers import Peers
from shared.messaging.waiting import compare, try_again
from tests.support.hearing_behaviour import (
    HEARING,
    arrival,
    head,
    history,
    noted,
    waits,
)
from tests.support.kit import begun, inbox, stream_of
from tests.support.kit_databases import KitDatabase
from tests.support.kit_services import StartedService, eventually, started
from tests.support.made_up import SPEAKING

pytestmark = pytest.mark.integration


@pytest.fixture
async def producer(
    kit_database: KitDatabase, kafka_bootstrap: str, topic_prefix: str, tmp_path: Path
) -> AsyncGenerator[StartedService]:
    """The applications service, whose topics nobody listens to."""
    async with started(
        "applications", kit_database, kafka_bootstrap, topic_prefix, tmp_path, SPEAKING
    ) as service:
        yield service


@asynccontextmanager
async def asking(producer: StartedService, **urls: str) -> AsyncGenerator[Peers]:
    """Yield what the assessment service asks others by, with its own token."""
    key = read_signing_key(service_key_path("assessment", producer.data))
    peers = Peers(
        {"applications": producer.url, **urls},
        lambda: issue_own_token(key, Clock().wall()),
    )
    try:
        yield peers
    finally:
        await peers.close()


async def sent(producer: StartedService, application_id: UUID) -> list[Arrival]:
    """Return what the producer published of an application, as it would arrive."""
    events = await producer.service.store.stream(stream_of(application_id), 0, 10)
    return [arrival(event.entry, "~".join(event.disclosures)) for event in events]


async def all_due(hearing: Inbox) -> None:
    """Wait until whatever waits is due."""

    async def due() -> bool:
        everything = await hearing.store.waiting(HEARING, None, 100)
        now = hearing.clock.wall()
        return len(await hearing.store.waiting(HEARING, now, 100)) == len(everything)

    await eventually(due)


async def test_is_pulled_once_a_gap_has_lasted_a_second(
    producer: StartedService, hearing_store: PostgresStore
) -> None:
    one = await begun(producer.service.executor, "a", "b")
    hearing = inbox(hearing_store)
    _, _, third = await sent(producer, one)
    await hearing.take([third])
    async with asking(producer) as peers:
        await try_again(hearing, peers)
        assert await waits(hearing_store) == [(3, "gap")]
        await all_due(hearing)
        await try_again(hearing, peers)
    assert await waits(hearing_store) == []
    assert await noted(hearing_store, one) == 3


async def test_is_pulled_when_it_was_the_end_of_a_stream(
    producer: StartedService,
    hearing_store: PostgresStore,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("shared.messaging.waiting.SETTLING_SECONDS", 0.01)
    one, never_heard_of = (
        await begun(producer.service.executor, "a"),
        await begun(producer.service.executor),
    )
    hearing = inbox(hearing_store)
    await hearing.take((await sent(producer, one))[:1])
    async with asking(producer) as peers:
        assert await compare(hearing, peers, ["applications"]) == 2
        assert await compare(hearing, peers, ["applications"]) == 0
    assert await noted(hearing_store, one) == 2
    assert await noted(hearing_store, never_heard_of) == 1


async def test_is_pulled_in_pages_until_there_is_no_more(
    producer: StartedService,
    hearing_store: PostgresStore,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("shared.messaging.peers.PAGE", 2)
    monkeypatch.setattr("shared.messaging.waiting.SETTLING_SECONDS", 0.01)
    several = [await begun(producer.service.executor, *"abcd") for _ in range(5)]
    hearing = inbox(hearing_store)
    async with asking(producer) as peers:
        assert await compare(hearing, peers, ["applications"]) == 5
    assert [await head(hearing_store, one) for one in several] == [5] * 5


async def test_is_pulled_up_to_poison_and_not_again_and_again(
    producer: StartedService, hearing_store: PostgresStore
) -> None:
    one = await begun(producer.service.executor, "poison", "b")
    hearing = inbox(hearing_store)
    _, _, third = await sent(producer, one)
    await hearing.take([third])
    await all_due(hearing)
    async with asking(producer) as peers:
        await try_again(hearing, peers)
    assert await waits(hearing_store) == [(2, "poison"), (3, "behind")]
    assert not await hearing_store.waiting(HEARING, Clock().wall(), 10)


async def test_of_a_producer_who_does_not_answer_keeps_nobody_elses_waiting(
    producer: StartedService, hearing_store: PostgresStore
) -> None:
    one = await begun(producer.service.executor, "a")
    strange = history(uuid4(), "a")[1]
    hearing = inbox(hearing_store)
    await hearing.take([strange, (await sent(producer, one))[1]])
    # The strange stream's producer is the same by name, but has no such stream.
    await all_due(hearing)
    async with asking(producer, applications="http://127.0.0.1:9") as deaf:
        await try_again(hearing, deaf)
    assert not await hearing_store.waiting(HEARING, Clock().wall(), 10)
    await all_due(hearing)
    async with asking(producer) as peers:
        await try_again(hearing, peers)
    assert await waits(hearing_store) == [(2, "gap")]
    assert await noted(hearing_store, one) == 2
