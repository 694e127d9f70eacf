"""The feed: every record of the topics that are logged, from where the log stopped.

By `assign`, without a group: who reads is decided by the database's lock, and how far
by the offsets committed with the entries. It is one batch ahead: while the database
writes the one, the next is fetched and read.
"""

import asyncio
from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import cast

from aiokafka import AIOKafkaConsumer

from services.audit.log.consumer import Consumer, Record
from services.audit.log.entry import Arrival
from services.audit.log.going_on import finished
from services.audit.log.sequencing import Reading, read_all
from services.audit.log.store import Partition
from shared.errors import Unavailable
from shared.messaging.topics import cluster_id

BATCH = 4000
READ_AT_ONCE = 50
WAIT_MS = 50
PATIENCE_SECONDS = 2.0
ANSWER_SECONDS = 2.0
PATIENT_LOOKS = 2
"""How many looks in a row without a record while there are some to come."""


@dataclass(frozen=True)
class Fetched:
    """Records in the order of their partitions, and where each partition goes on."""

    cluster_id: str
    readings: Sequence[Reading] = ()
    offsets: Mapping[Partition, int] = field(default_factory=dict[Partition, int])


class Feed:
    """An open consumer over all partitions of the topics of one Kafka cluster."""

    def __init__(self, consumer: Consumer, cluster: str) -> None:
        self._consumer = consumer
        self._cluster = cluster
        self._coming: asyncio.Task[Fetched] | None = None
        self._moved = False
        self._stuck_looks = 0

    async def next_batch(self) -> Fetched:
        """Return what has come, at most `BATCH` records, empty after a short wait."""
        fetched = await (self._coming or self._fetch())
        self._coming = asyncio.create_task(self._fetch())
        return fetched

    async def require_progress(self) -> None:
        """Return where records come, or there are none to come; else `Unavailable`.

        A consumer can sit connected and stuck after its broker has come back (aiokafka
        issue 1154), without an error: it is judged by whether it moves.
        """
        if self._moved or not await self._is_behind():
            self._moved, self._stuck_looks = False, 0
            return
        self._stuck_looks += 1
        if self._stuck_looks >= PATIENT_LOOKS:
            raise Unavailable("Kafka has records that do not come.")

    async def _is_behind(self) -> bool:
        places = sorted(self._consumer.assignment())
        try:
            async with asyncio.timeout(ANSWER_SECONDS):
                ends = await self._consumer.end_offsets(places)
                positions = [await self._consumer.position(place) for place in places]
        except TimeoutError:
            return True
        return any(
            at < ends[place] for place, at in zip(places, positions, strict=True)
        )

    async def close(self) -> None:
        """Let go of the batch that is under way."""
        if self._coming is not None:
            self._coming.cancel()
            await asyncio.gather(self._coming, return_exceptions=True)

    async def _fetch(self) -> Fetched:
        fetched = await self._consumer.getmany(timeout_ms=WAIT_MS, max_records=BATCH)
        records = [it for some in fetched.values() for it in some]
        self._moved = self._moved or bool(records)
        readings: list[Reading] = []
        for at in range(0, len(records), READ_AT_ONCE):
            readings += read_all(map(_arrival, records[at : at + READ_AT_ONCE]))
            # The database's answers must not wait for a whole batch to be read.
            await asyncio.sleep(0)
        return Fetched(
            cluster_id=self._cluster,
            readings=readings,
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
        await finished(consumer.start(), PATIENCE_SECONDS)
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
        feed = Feed(consumer, cluster)
        try:
            yield feed
        finally:
            await feed.close()
    finally:
        await finished(consumer.stop(), PATIENCE_SECONDS)


async def known_cluster(bootstrap: str) -> str:
    """Return the id of the Kafka cluster that answers at the address.

    `Unavailable` where none does for a while: one that went down in the middle of the
    question may never answer it.
    """
    try:
        async with asyncio.timeout(ANSWER_SECONDS):
            return await finished(cluster_id(bootstrap), PATIENCE_SECONDS)
    except TimeoutError as error:
        raise Unavailable("Kafka does not answer.") from error


async def refuse_other_cluster(bootstrap: str, expected: str) -> None:
    """Raise `Unavailable` when another Kafka than before answers at the address."""
    if await known_cluster(bootstrap) != expected:
        raise Unavailable("Another Kafka cluster answers: the log reads it anew.")


def _arrival(record: Record) -> Arrival:
    return Arrival(
        topic=record.topic,
        partition=record.partition,
        offset=record.offset,
        value=record.value,
        headers=record.headers,
    )
