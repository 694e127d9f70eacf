"""A command that came by Kafka and was refused."""

from collections.abc import AsyncGenerator
from contextlib import AsyncExitStack
from dataclasses import replace
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from aiokafka import AIOKafkaProducer

from shared.clock import Clock
from shared.contracts.contract import CommandData
from shared.contracts.envelope import decode
from shared.contracts.messaging import CommandRefused
from shared.identity.demonstration import PEOPLE, signing_key_for
from shared.messaging.commands import command_record
from tests.support.audit_log import TryLog
from tests.support.kafka_topics import producing, put
from tests.support.kit import refuse, stream_of, submit
from tests.support.kit_databases import KitDatabase
from tests.support.kit_services import StartedService, started
from tests.support.made_up import COUNTING, SPEAKING

pytestmark = pytest.mark.integration


class Senders:
    """People who send the applications service commands by Kafka."""

    def __init__(
        self, service: StartedService, producer: AIOKafkaProducer, topic: str
    ) -> None:
        self._service = service
        self._producer = producer
        self._topic = topic

    async def send(
        self, person: str, data: CommandData, expected_version: int | None = None
    ) -> UUID:
        """Send a signed command; return its id."""
        command_id = uuid4()
        _, value, headers = command_record(
            data,
            command_id,
            stream_of(vars(data)["application_id"]),
            self._topic,
            signing_key_for(person, self._service.data),
            Clock().wall(),
            expected_version=expected_version,
        )
        await put(self._producer, self._topic, value, b"key", headers)
        return command_id


@pytest.fixture
async def senders(
    kit_database: KitDatabase, kafka_bootstrap: str, topic_prefix: str, tmp_path: Path
) -> AsyncGenerator[Senders]:
    """People who send the applications service commands."""
    async with AsyncExitStack() as stack:
        service = await stack.enter_async_context(
            started(
                "applications",
                kit_database,
                kafka_bootstrap,
                topic_prefix,
                tmp_path,
                SPEAKING,
                COUNTING,
            )
        )
        producer = await stack.enter_async_context(producing(kafka_bootstrap))
        yield Senders(service, producer, f"{topic_prefix}applications.commands")


async def test_is_an_entry_where_the_case_has_moved_on(
    senders: Senders, log: TryLog, topic_prefix: str
) -> None:
    one = uuid4()
    await senders.send("registrar", submit(one))
    command_id = await senders.send("registrar", refuse(one, "a"), expected_version=7)
    actor, refused = await _the_entry(log, topic_prefix)
    assert actor == PEOPLE["registrar"].actor
    assert (refused.command_id, refused.stream) == (command_id, stream_of(one))
    assert refused.code == "stale-version"
    assert refused.sentence.endswith("is at version 1, not 7: read it again first.")


async def test_is_an_entry_where_its_sender_had_no_authority(
    senders: Senders, log: TryLog, topic_prefix: str
) -> None:
    one = uuid4()
    command_id = await senders.send("assessor-1", refuse(one, "a"))
    actor, refused = await _the_entry(log, topic_prefix)
    assert actor == PEOPLE["assessor-1"].actor
    assert (refused.command_id, refused.stream) == (command_id, stream_of(one))
    assert refused.code == "not-permitted"


async def _the_entry(log: TryLog, prefix: str) -> tuple[str, CommandRefused]:
    """Return who was refused, and what the log's one entry says of it."""
    log.places = replace(log.places, topics=[f"{prefix}applications.refusals"])
    async with log.running():
        await log.until_sealed(1)
    [raw] = await log.entries()
    envelope = decode(raw)
    return envelope.actor, CommandRefused.model_validate(envelope.data)
