"""The feed: every record of the topics that are logged, from where the log stopped.

By `assign`, without a group: who reads is decided by the database's lock, and how far
by the offsets committed with the entries.
"""

import asyncio
from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Protocol, cast

from aiokafka import AIOKafkaConsumer, TopicPartition

from services.audit.log.records import Arrival, Headers
from services.audit.log.store import Partition
from shared.errors import Unavailable
from shared.messaging.topics import cluster_id

BATCH = 2000
WAIT_MS = 50


@dataclass(frozen=True)
class Fetched:
    """Records in the order of their partitions, and where each partition goes on."""

    cluster_id: str
    arrivals: Sequence[Arrival] = ()
    offsets: Mapping[Partition, int] = field(default_factory=dict[Partition, int])


class Record(Protocol):
    """A record as aiokafka gives it."""

    topic: str
    partition: int
    offset: int
    value: bytes | None
    headers: Headers


class Consumer(Protocol):
    """What the feed uses of aiokafka's consumer, which has no types for it."""

    async def start(self) -> None:
        """Connect, and learn the partitions of the topics."""
        ...

    async def stop(self) -> None:
        """Close."""
        ...

    def assignment(self) -> set[TopicPartition]:
        """Return the partitions that are read."""
        ...

    def unsubscribe(self) -> None:
        """Forget the topics."""
        ...

    def assign(self, partitions: Sequence[TopicPartition]) -> None:
        """Read these partitions."""
        ...

    def seek(self, partition: TopicPartition, offset: int) -> None:
        """Go on at this offset."""
        ...

    async def seek_to_beginning(self, *partitions: TopicPartition) -> bool:
        """Go on at the first offset there is."""
        ...

    async def getmany(
        self,
        *,
        timeout_ms: int,
        max_records: int,
    ) -> Mapping[TopicPartition, Sequence[Record]]:
        """Return what has been fetched."""
        ...


class Feed:
    """An open consumer over all partitions of the topics of one Kafka cluster."""

    def __init__(self, consumer: Consumer, cluster: str) -> None:
        self._consumer = consumer
        self._cluster = cluster

    async def next_batch(self) -> Fetched:
        """Return what has come, at most `BATCH` records, empty after a short wait."""
        fetched = await self._consumer.getmany(timeout_ms=WAIT_MS, max_records=BATCH)
        return Fetched(
            cluster_id=self._cluster,
            arrivals=[_arrival(it) for records in fetched.values() for it in records],
            offsets={
                (place.topic, place.partition): records[-1].offset + 1
                for place, records in fetched.items()
                if records
            },
        )


@asynccontextmanager
async def open_feed(
    bootstrap: str,
    topics: Sequence[str],
    cluster: str,
    offsets: Mapping[Partition, int],
) -> AsyncGenerator[Feed]:
    """Open the feed at these offsets, from the beginning where there is none.

    An offset that Kafka no longer or not yet has means an emptied topic: it is read
    from its beginning, since what is logged already is skipped.
    """
    consumer = cast(
        "Consumer",
        AIOKafkaConsumer(
            *topics,
            bootstrap_servers=bootstrap,
            enable_auto_commit=False,
            auto_offset_reset="earliest",
            fetch_max_wait_ms=WAIT_MS,
        ),
    )
    try:
        # Subscribed first, to learn the partitions; a topic not there is an error.
        await consumer.start()
        partitions = sorted(consumer.assignment())
        if {place.topic for place in partitions} != set(topics):
            raise Unavailable("Some of the topics to be logged are not there yet.")
        consumer.unsubscribe()
        consumer.assign(partitions)
        for place in partitions:
            offset = offsets.get((place.topic, place.partition))
            if offset is None:
                await consumer.seek_to_beginning(place)
            else:
                consumer.seek(place, offset)
        yield Feed(consumer, cluster)
    finally:
        await asyncio.shield(consumer.stop())


async def refuse_other_cluster(bootstrap: str, expected: str) -> None:
    """Raise `Unavailable` when another Kafka than before answers at the address."""
    if await cluster_id(bootstrap) != expected:
        raise Unavailable("Another Kafka cluster answers: the log reads it anew.")


def _arrival(record: Record) -> Arrival:
    return Arrival(
        topic=record.topic,
        partition=record.partition,
        offset=record.offset,
        value=record.value,
        headers=record.headers,
    )
