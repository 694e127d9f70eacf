"""Publishing a batch of stored events: all sent, every acknowledgement awaited."""

import asyncio
from collections.abc import Mapping, Sequence
from typing import Protocol, cast

from aiokafka import AIOKafkaProducer
from asyncpg import Record

from shared.messaging.headers import event_headers

MAX_BATCH_BYTES = 256 * 1024
MAX_RECORD_BYTES = 1024 * 1024
REQUEST_TIMEOUT_MS = 15_000


class KafkaEmptied(Exception):
    """Kafka's offsets begin again below what it acknowledged before."""


class Acknowledgement(Protocol):
    """What Kafka says of a record that it has taken."""

    @property
    def topic(self) -> str:
        """The record's topic."""
        ...

    @property
    def partition(self) -> int:
        """The record's partition."""
        ...

    @property
    def offset(self) -> int:
        """Its offset; -1 for a repeat that the broker no longer remembers."""
        ...


def create_producer(bootstrap: str) -> AIOKafkaProducer:
    """Return the relay's producer: idempotent, so that a retry keeps the order."""
    return AIOKafkaProducer(
        bootstrap_servers=bootstrap,
        enable_idempotence=True,
        acks="all",
        max_batch_size=MAX_BATCH_BYTES,
        max_request_size=MAX_RECORD_BYTES,
        linger_ms=0,
        request_timeout_ms=REQUEST_TIMEOUT_MS,
    )


async def publish_rows(
    producer: AIOKafkaProducer,
    prefix: str,
    rows: Sequence[Record],
    ends: Mapping[str, int],
) -> dict[str, int]:
    """Send the rows in order; return the last offset acknowledged by each partition.

    `ends` are those acknowledged before. Raises `KafkaEmptied` where one is not above.
    """
    sent = [await _send(producer, prefix, row) for row in rows]
    now = dict(ends)
    for acknowledged in await asyncio.gather(*sent):
        partition = f"{acknowledged.topic}/{acknowledged.partition}"
        if 0 <= acknowledged.offset <= ends.get(partition, -1):
            raise KafkaEmptied(partition)
        now[partition] = max(acknowledged.offset, now.get(partition, -1))
    return now


async def _send(
    producer: AIOKafkaProducer, prefix: str, row: Record
) -> "asyncio.Future[Acknowledgement]":
    # Unpacked by place, which is faster than by name: this is the hot path.
    _, _, _, topic, stream, version, event_id, event_type, trace, entry, disclosed = row
    acknowledgement = await producer.send(  # pyright: ignore[reportUnknownMemberType,reportUnknownVariableType] - aiokafka has no types here
        prefix + topic,
        value=entry,
        key=stream.encode(),
        headers=event_headers(event_type, event_id, stream, version, disclosed, trace),
    )
    return cast("asyncio.Future[Acknowledgement]", acknowledgement)
