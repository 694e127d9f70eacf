"""The embedded Kafka."""
# pyright: reportUnknownMemberType=false, reportUnknownArgumentType=false
# aiokafka annotates only some of its parameters.

import os
import signal
import time
from collections.abc import AsyncGenerator
from pathlib import Path

import psutil
import pytest
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer
from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from aiokafka.errors import UnknownTopicOrPartitionError

from shared.embedded.kafka import EmbeddedKafka
from shared.embedded.mock_kafka import MockKafka
from shared.embedded.ports import free_ports

pytestmark = pytest.mark.integration

TOPIC = "applications"


@pytest.fixture
async def kafka(tmp_path: Path) -> AsyncGenerator[EmbeddedKafka]:
    """A Kafka that runs."""
    part = EmbeddedKafka(tmp_path, *free_ports(2))
    await part.start()
    yield part
    await part.stop()


async def cluster_id(bootstrap: str) -> str:
    """Return what the cluster calls itself."""
    admin = AIOKafkaAdminClient(bootstrap_servers=bootstrap)
    await admin.start()
    try:
        return str((await admin.describe_cluster())["cluster_id"])
    finally:
        await admin.close()


async def make_topic(bootstrap: str) -> None:
    """Make the topic."""
    admin = AIOKafkaAdminClient(bootstrap_servers=bootstrap)
    await admin.start()
    try:
        await admin.create_topics([NewTopic(TOPIC, 1, 1)])
    finally:
        await admin.close()


async def say(bootstrap: str, *words: str) -> None:
    """Send the words, and wait until all are acknowledged."""
    producer = AIOKafkaProducer(bootstrap_servers=bootstrap, enable_idempotence=True)
    await producer.start()
    try:
        for word in words:
            await producer.send_and_wait(TOPIC, word.encode())
    finally:
        await producer.stop()


async def hear(bootstrap: str, count: int) -> list[str]:
    """Return the first words of the topic."""
    consumer = AIOKafkaConsumer(
        TOPIC,
        bootstrap_servers=bootstrap,
        auto_offset_reset="earliest",
        value_deserializer=bytes.decode,
    )
    await consumer.start()
    try:
        return [f"{(await consumer.getone()).value}" for _ in range(count)]
    finally:
        await consumer.stop()


async def test_keeps_its_records_and_name_over_a_restart_on_other_ports(
    tmp_path: Path,
) -> None:
    first = EmbeddedKafka(tmp_path, *free_ports(2))
    await first.start()
    await make_topic(first.bootstrap)
    await say(first.bootstrap, "a", "b")
    name = await cluster_id(first.bootstrap)
    await first.stop()
    assert not psutil.pid_exists(first.pid)
    second = EmbeddedKafka(tmp_path, *free_ports(2))
    await second.start()
    try:
        await say(second.bootstrap, "c")
        assert await hear(second.bootstrap, 3) == ["a", "b", "c"]
        assert await cluster_id(second.bootstrap) == name
    finally:
        await second.stop()


async def test_keeps_its_records_when_killed_and_is_soon_back(
    kafka: EmbeddedKafka,
) -> None:
    await make_topic(kafka.bootstrap)
    await say(kafka.bootstrap, "a", "b")
    os.kill(kafka.pid, signal.SIGKILL)
    assert await kafka.ended() == -signal.SIGKILL
    begun = time.monotonic()
    await kafka.start()
    await say(kafka.bootstrap, "c")
    # Kafka's default makes a killed broker wait nine seconds for its own session.
    assert time.monotonic() - begun < 9
    assert await hear(kafka.bootstrap, 3) == ["a", "b", "c"]


async def test_is_another_cluster_when_its_data_is_another(
    kafka: EmbeddedKafka, tmp_path_factory: pytest.TempPathFactory
) -> None:
    other = EmbeddedKafka(tmp_path_factory.mktemp("other"), *free_ports(2))
    await other.start()
    try:
        assert await cluster_id(kafka.bootstrap) != await cluster_id(other.bootstrap)
    finally:
        await other.stop()


async def test_makes_no_topic_that_was_not_asked_for(kafka: EmbeddedKafka) -> None:
    producer = AIOKafkaProducer(
        bootstrap_servers=kafka.bootstrap, request_timeout_ms=1000
    )
    await producer.start()
    try:
        with pytest.raises(UnknownTopicOrPartitionError):
            await producer.partitions_for(TOPIC)
    finally:
        await producer.stop()


async def test_listens_on_loopback_only(kafka: EmbeddedKafka) -> None:
    listening = {
        connection.laddr.ip.removeprefix("::ffff:")
        for connection in psutil.Process(kafka.pid).net_connections("inet")
        if connection.status == psutil.CONN_LISTEN
    }
    assert listening == {"127.0.0.1"}


async def test_has_a_stand_in_that_says_so(tmp_path: Path) -> None:
    said: list[str] = []
    mock = MockKafka(tmp_path, said.append)
    await mock.start()
    try:
        await say(mock.bootstrap, "a")
        assert await hear(mock.bootstrap, 1) == ["a"]
        assert "NOT APACHE KAFKA" in said[0]
    finally:
        await mock.stop()
    assert not psutil.pid_exists(mock.pid)
