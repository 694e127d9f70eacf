"""A capability's consumer, on real topics."""

import asyncio
from collections.abc import AsyncGenerator, Sequence
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import asyncpg
import httpx
import pytest
from aiokafka import AIOKafkaProducer

from shared.contracts.canonical import canonical, parse
from shared.contracts.contract import EventData
from shared.contracts.envelope import CONTENT_TYPE
from shared.messaging.broker import KafkaRecord, create_broker, subscribe
from shared.messaging.headers import event_headers
from shared.messaging.topics import ensure_topics
from tests.support.hearing_behaviour import (
    head,
    noted,
    of_unknown_type,
    refused,
    returned,
    waits,
)
from tests.support.kafka_topics import producing, put
from tests.support.kit import stream_of
from tests.support.kit_databases import KitDatabase
from tests.support.kit_services import StartedService, eventually, started
from tests.support.made_up import HEARING
from tests.support.recorded import new_event

pytestmark = pytest.mark.integration

JSON = [("content-type", CONTENT_TYPE.encode())]


@pytest.fixture
async def hearing(
    hearing_database: KitDatabase,
    kafka_bootstrap: str,
    topic_prefix: str,
    tmp_path: Path,
) -> AsyncGenerator[StartedService]:
    """The assessment service, which hears the topic of applications."""
    async with started(
        "assessment",
        hearing_database,
        kafka_bootstrap,
        topic_prefix,
        tmp_path,
        HEARING,
        peers={"applications": "http://127.0.0.1:9"},
    ) as service:
        yield service


@pytest.fixture
async def producer(kafka_bootstrap: str) -> AsyncGenerator[AIOKafkaProducer]:
    """A producer of whatever one likes."""
    async with producing(kafka_bootstrap) as opened:
        yield opened


def entry_of(event: EventData, stream: str, version: int) -> bytes:
    """Return an event's entry."""
    return new_event(stream, version, event).entry


async def say(
    producer: AIOKafkaProducer,
    prefix: str,
    application_id: UUID,
    *reasons: str,
    after: int = 0,
) -> None:
    """Publish an application's stream as its relay would."""
    stream = stream_of(application_id)
    events = [returned(application_id)] if not after else []
    events += [refused(application_id, reason) for reason in reasons]
    for version, event in enumerate(events, start=after + 1):
        made = new_event(stream, version, event)
        await put(
            producer,
            f"{prefix}applications.events",
            made.entry,
            stream.encode(),
            event_headers(
                made.envelope.type,
                made.envelope.id,
                stream,
                version,
                "~".join(made.disclosures),
                None,
            ),
        )


async def handled(hearing: StartedService, application_id: UUID, version: int) -> None:
    """Wait until a version was handled."""

    async def reached() -> bool:
        return await head(hearing.service.store, application_id) == version

    await eventually(reached)


async def test_goes_on_past_whatever_is_no_event(
    hearing: StartedService, producer: AIOKafkaProducer, topic_prefix: str
) -> None:
    topic, stream = f"{topic_prefix}applications.events", stream_of(uuid4())
    entry = entry_of(refused(uuid4(), "a"), stream, 1)
    spaced = entry.replace(b'"actor":', b'"actor": ')
    nul = entry.replace(b"actor-made-up", b"actor-\\u0000")
    far = canonical({**parse(entry), "sequence": "9" * 30})
    records: Sequence[tuple[bytes | None, list[tuple[str, bytes]], str]] = [
        (b"not JSON", JSON, "The record is not JSON."),
        (b"\xff\xfe", JSON, "The record is not JSON."),
        (None, JSON, "The record is not JSON."),
        (b"[" * 900 + b"]" * 900, JSON, "The record is not a JSON object."),
        (b"{}", JSON, "The record is not a CloudEvent 1.0."),
        (spaced, JSON, "The record is not in RFC 8785 canonical form."),
        (nul, JSON, "A text holds the character U+0000."),
        (far, JSON, "The record's 'sequence' is not a version from 1."),
        (entry, [], f"The record's content type is not {CONTENT_TYPE}."),
        (
            entry,
            [("content-type", b"application/\xff")],
            f"The record's content type is not {CONTENT_TYPE}.",
        ),
    ]
    for value, headers, _ in records:
        await put(producer, topic, value, stream.encode(), headers)
    application_id = uuid4()
    await say(producer, topic_prefix, application_id, "a")
    await handled(hearing, application_id, 2)
    messages = await hearing.service.store.waiting("hearing", None, 100)
    assert {message.reason for message in messages} == {"unreadable"}
    sentences = sorted(message.sentence for message in messages)
    assert sentences == sorted(sentence for _, _, sentence in records)


async def test_lets_what_breaks_its_contract_wait_in_its_own_stream(
    hearing: StartedService, producer: AIOKafkaProducer, topic_prefix: str
) -> None:
    topic, one = f"{topic_prefix}applications.events", uuid4()
    stream = stream_of(one)
    entry = parse(entry_of(returned(one), stream, 1))
    broken = canonical({**entry, "data": {"application_id": "Nora", "faults": 3}})
    slipped = [*JSON, ("disclosures", b"\xff~eyJ")]
    other = uuid4()
    await put(producer, topic, broken, stream.encode(), JSON)
    await put(
        producer,
        topic,
        entry_of(returned(other), stream_of(other), 1),
        stream_of(other).encode(),
        slipped,
    )
    third = uuid4()
    await say(producer, topic_prefix, third)
    await handled(hearing, third, 1)

    async def both_wait() -> bool:
        return len(await waits(hearing.service.store)) == 2

    await eventually(both_wait)
    messages = await hearing.service.store.waiting("hearing", None, 100)
    assert sorted(message.sentence for message in messages) == [
        "A disclosure belongs to no digest of the record.",
        "The event breaks its contract in: application_id, faults.",
    ]
    assert not any("Nora" in message.sentence for message in messages)


async def test_handles_everything_once_while_its_database_dies_again_and_again(
    hearing: StartedService,
    producer: AIOKafkaProducer,
    topic_prefix: str,
    hearing_database: KitDatabase,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("shared.messaging.inbox.PAUSE_SECONDS", 0.1)
    applications = [uuid4() for _ in range(40)]
    server = await asyncpg.connect(hearing_database.superuser)
    try:
        for number, application_id in enumerate(applications):
            await say(producer, topic_prefix, application_id, "a", "b")
            if number % 5 == 0:
                await server.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
                )
                await asyncio.sleep(0.05)
    finally:
        await server.close()
    for application_id in applications:
        await handled(hearing, application_id, 3)
        assert await noted(hearing.service.store, application_id) == 3
    assert await waits(hearing.service.store) == []


async def test_lets_an_operator_see_retry_and_pass_over_what_waits(
    hearing: StartedService, producer: AIOKafkaProducer, topic_prefix: str
) -> None:
    one = uuid4()
    stream = stream_of(one)
    await say(producer, topic_prefix, one, "poison", "b")

    async def parked() -> bool:
        return len(await waits(hearing.service.store)) == 2

    await eventually(parked)
    async with (
        hearing.client("operator") as operator,
        hearing.client("registrar") as registrar,
    ):
        listed = (await operator.get("/api/waiting")).json()["waiting"]
        assert [(row["stream"], row["version"]) for row in listed] == [
            (stream, 2),
            (stream, 3),
        ]
        assert "record" not in listed[0]
        forbidden = await judge(registrar, "retry-message", stream, 2)
        assert forbidden.status_code == 403
        assert (await judge(operator, "retry-message", stream, 2)).status_code == 200

        async def tried_again() -> bool:
            messages = await hearing.service.store.waiting("hearing", None, 10)
            return messages[0].attempts == 1

        await eventually(tried_again)
        not_next = await judge(operator, "pass-over-message", stream, 3)
        assert (not_next.status_code, not_next.json()["code"]) == (409, "not-next")
        unknown = await judge(operator, "pass-over-message", stream_of(uuid4()), 1)
        assert unknown.json()["code"] == "not-waiting"
        passed = await judge(operator, "pass-over-message", stream, 2)
        assert passed.status_code == 200
        (said,) = passed.json()["events"]
        assert said["type"] == "register.messaging.message-passed-over.v1"
        assert said["data"]["reason"] == "known-to-be-void"
    await handled(hearing, one, 3)
    assert await waits(hearing.service.store) == []
    assert await noted(hearing.service.store, one) == 2


async def test_goes_on_after_a_version_that_nobody_has_any_more(
    hearing: StartedService, producer: AIOKafkaProducer, topic_prefix: str
) -> None:
    one = uuid4()
    stream = stream_of(one)
    await say(producer, topic_prefix, one, "a", after=1)

    async def parked() -> bool:
        return await waits(hearing.service.store) == [(2, "gap")]

    await eventually(parked)
    async with hearing.client("operator") as operator:
        passed = await judge(operator, "pass-over-message", stream, 1)
        assert passed.status_code == 200
    await handled(hearing, one, 2)


async def test_tries_everything_again_when_it_starts(
    hearing_database: KitDatabase,
    kafka_bootstrap: str,
    topic_prefix: str,
    tmp_path: Path,
    producer: AIOKafkaProducer,
) -> None:
    one = uuid4()
    stream = stream_of(one)

    async def start_and_wait(attempts: int) -> None:
        async with started(
            "assessment",
            hearing_database,
            kafka_bootstrap,
            topic_prefix,
            tmp_path,
            HEARING,
            peers={"applications": "http://127.0.0.1:9"},
        ) as hearing:

            async def tried() -> bool:
                messages = await hearing.service.store.waiting("hearing", None, 10)
                return [message.attempts for message in messages] == [attempts]

            await eventually(tried)

    await ensure_topics(kafka_bootstrap, topic_prefix)
    entry = of_unknown_type(entry_of(returned(one), stream, 1))
    await put(
        producer, f"{topic_prefix}applications.events", entry, stream.encode(), JSON
    )
    await start_and_wait(0)
    await start_and_wait(1)


async def test_has_its_batch_again_when_its_handler_raises(
    kafka_bootstrap: str, topic_prefix: str, producer: AIOKafkaProducer
) -> None:
    await ensure_topics(kafka_bootstrap, topic_prefix)
    topic = f"{topic_prefix}audit.events"
    for number in range(20):
        await put(producer, topic, b"%d" % number, b"%d" % number, [("h", b"\xff")])
    seen: list[bytes | None] = []
    failed = 0

    async def raise_at_first(records: Sequence[KafkaRecord]) -> None:
        nonlocal failed
        if failed < 2:
            failed += 1
            raise ConnectionError
        seen.extend(record.value for record in records)

    broker = create_broker(kafka_bootstrap, "test")
    subscribe(broker, [topic], f"{topic_prefix}again", raise_at_first)
    await broker.start()
    try:

        async def all_seen() -> bool:
            return len(seen) >= 20

        await eventually(all_seen)
    finally:
        await broker.stop()
    assert sorted(seen, key=str) == sorted((b"%d" % n for n in range(20)), key=str)


async def judge(client: httpx.AsyncClient, verb: str, stream: str, version: int) -> Any:  # noqa: ANN401
    """Send a command about a waiting message."""
    return await client.post(
        "/api/commands",
        json={
            "id": str(uuid4()),
            "type": f"register.messaging.{verb}.v1",
            "data": {
                "capability": "hearing",
                "stream": stream,
                "version": version,
                "reason": "known-to-be-void",
            },
        },
    )
