"""Bare aiokafka, with the types that it does not have itself."""

from asyncio import Future
from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Protocol, cast

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition

from shared.messaging.publishing import MAX_BATCH_BYTES

Headers = Sequence[tuple[str, bytes]]


class Fetched(Protocol):
    """A record as the consumer gives it."""

    value: bytes
    headers: Headers
    timestamp: int


class Consumer(Protocol):
    """What the floors use of the consumer."""

    async def getmany(
        self, *, timeout_ms: int, max_records: int
    ) -> Mapping[TopicPartition, Sequence[Fetched]]:
        """Return what has been fetched."""
        ...

    async def commit(self) -> None:
        """Commit the offsets of all that was returned."""
        ...


class Producer(Protocol):
    """What the floors use of the producer."""

    async def send(
        self, topic: str, value: bytes, key: bytes, *, headers: Headers
    ) -> "Future[object]":
        """Put the record into a batch; the result is its acknowledgement."""
        ...


@asynccontextmanager
async def consuming(
    bootstrap: str, topics: Sequence[str], group: str | None = None
) -> AsyncGenerator[Consumer]:
    """Read the topics from their beginning, as a group's only member or without one."""
    consumer = AIOKafkaConsumer(
        *topics,
        bootstrap_servers=bootstrap,
        group_id=group,
        enable_auto_commit=False,
        auto_offset_reset="earliest",
    )
    await consumer.start()
    try:
        yield cast("Consumer", consumer)
    finally:
        await consumer.stop()


@asynccontextmanager
async def producing(bootstrap: str) -> AsyncGenerator[Producer]:
    """Send with the relay's own settings: idempotent, acks=all."""
    producer = AIOKafkaProducer(
        bootstrap_servers=bootstrap,
        enable_idempotence=True,
        acks="all",
        max_batch_size=MAX_BATCH_BYTES,
        linger_ms=0,
    )
    await producer.start()
    try:
        yield cast("Producer", producer)
    finally:
        await producer.stop()


async def fetch(consumer: Consumer, timeout_ms: int, most: int) -> list[Fetched]:
    """Return what has come, in the order of the partitions."""
    fetched = await consumer.getmany(timeout_ms=timeout_ms, max_records=most)
    return [record for records in fetched.values() for record in records]
