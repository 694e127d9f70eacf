"""Reading and writing topics in tests, as any client of Kafka would."""

# pyright: reportUnknownMemberType=false
# aiokafka is typed in part only.

import asyncio
from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, cast

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, ConsumerRecord, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient

from shared.messaging.cluster import end_offsets
from shared.messaging.headers import text_header
from shared.messaging.topics import existing_partitions

Record = ConsumerRecord[bytes, bytes]


@dataclass(frozen=True)
class Read:
    """What a topic held: records in the order of each partition."""

    records: Sequence[Record]

    def values(self, stream: str) -> list[bytes | None]:
        """Return the values of a stream's records, in order."""
        return [one.value for one in self.records if one.key == stream.encode()]

    def versions(self, stream: str) -> list[int]:
        """Return the versions of a stream's records, in order."""
        return [
            int(header(one, "ce_sequence"))
            for one in self.records
            if one.key == stream.encode()
        ]


def header(record: Record, name: str) -> str:
    """Return a record's header as text."""
    return text_header(record.headers, name)


async def read_topic(bootstrap: str, topic: str) -> Read:
    """Return everything that the topic holds now."""
    names = [
        f"{name}/{number}"
        for name, number in await existing_partitions(bootstrap, [topic])
    ]
    ends = await end_offsets(bootstrap, names)
    left = {
        TopicPartition(topic, int(name.rpartition("/")[2])): end
        for name, end in ends.items()
        if end
    }
    records: list[Record] = []
    if not left:
        return Read(records)
    consumer = AIOKafkaConsumer(bootstrap_servers=bootstrap, group_id=None)
    await consumer.start()
    try:
        consumer.assign(list(left))
        await consumer.seek_to_beginning()
        while left:
            batches = cast(
                "Mapping[TopicPartition, list[Record]]",
                await consumer.getmany(timeout_ms=1000),
            )
            for partition, batch in batches.items():
                records += batch
                if partition in left and batch[-1].offset + 1 >= left[partition]:
                    del left[partition]
    finally:
        await consumer.stop()
    return Read(records)


@asynccontextmanager
async def producing(bootstrap: str) -> AsyncGenerator[AIOKafkaProducer]:
    """Yield a producer."""
    producer = AIOKafkaProducer(bootstrap_servers=bootstrap)
    await producer.start()
    try:
        yield producer
    finally:
        await producer.stop()


async def put(
    producer: AIOKafkaProducer,
    topic: str,
    value: bytes | None,
    key: bytes | None = None,
    headers: Sequence[tuple[str, bytes]] = (),
) -> None:
    """Put a record on a topic."""
    await producer.send_and_wait(topic, value=value, key=key, headers=list(headers))  # pyright: ignore[reportUnknownMemberType]


async def delete_topics(bootstrap: str, topics: Sequence[str]) -> None:
    """Delete topics, as when a Kafka is emptied."""
    admin = AIOKafkaAdminClient(bootstrap_servers=bootstrap)
    await admin.start()
    try:
        response: Any = await admin.delete_topics(list(topics))
        assert {code for _, code in response.topic_error_codes} == {0}
        # The broker forgets them a little later than it says so.
        while set(topics) & set(await admin.list_topics()):  # noqa: ASYNC110
            await asyncio.sleep(0.05)
    finally:
        await admin.close()
