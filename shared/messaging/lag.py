"""How far a consumer is behind what Kafka holds for it."""

import asyncio
from dataclasses import dataclass

from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.errors import KafkaError

from shared.messaging.ends import EndOffsets

SECONDS = 1.5


@dataclass(frozen=True, slots=True)
class Lag:
    """Records not yet taken, and the place reached: the sum of all positions."""

    records: int
    place: int


async def lag_of(
    consumer: AIOKafkaConsumer | None, end_offsets: EndOffsets
) -> Lag | None:
    """Return the lag; None where it is not connected, or Kafka does not answer.

    None too while it has no partition.
    """
    partitions: list[TopicPartition] = list(consumer.assignment()) if consumer else []
    if consumer is None or not partitions:
        return None
    try:
        async with asyncio.timeout(SECONDS):
            ends = await end_offsets.of(partitions)
            places = [await _position(consumer, one) for one in partitions]
    except (KafkaError, TimeoutError):
        return None
    behind = sum(
        max(0, ends[one] - place) for one, place in zip(partitions, places, strict=True)
    )
    return Lag(behind, sum(places))


async def _position(consumer: AIOKafkaConsumer, partition: TopicPartition) -> int:
    return await consumer.position(partition)  # pyright: ignore[reportUnknownMemberType]
