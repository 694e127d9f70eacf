"""Which Kafka is behind an address: another one has forgotten all we said to it."""

import asyncio
from collections.abc import Collection
from contextlib import suppress
from typing import cast

import structlog
from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.errors import KafkaError

from shared.background import heed_cancellation, see_through
from shared.messaging.topics import cluster_id, existing_partitions

LOOK_SECONDS = 10.0

log = structlog.get_logger()


class ClusterWatch:
    """Looks every ten seconds, also while nothing is said, which Kafka answers.

    `id` is the cluster's, empty until one has answered.
    """

    def __init__(self, bootstrap: str, seconds: float = LOOK_SECONDS) -> None:
        self._bootstrap = bootstrap
        self._seconds = seconds
        self._changed = asyncio.Event()
        self.id = ""

    async def look(self) -> str:
        """Return the cluster's id as it is now; raises `KafkaError`, `OSError`."""
        seen = await cluster_id(self._bootstrap)
        if seen != self.id:
            self.id = seen
            self._changed.set()
            self._changed = asyncio.Event()
        return seen

    async def run(self) -> None:
        """Look until cancelled; a Kafka that does not answer is still the same."""
        while True:
            with suppress(KafkaError, OSError):
                await self.look()
            await asyncio.sleep(self._seconds)

    async def another_than(self, known: str, within: float) -> None:
        """Return when the cluster is another than `known`, or after a time anyhow.

        The first to be known is no other.
        """
        with suppress(TimeoutError):
            async with asyncio.timeout(within):
                while not known or self.id == known:
                    changed = self._changed
                    known = known or self.id
                    await changed.wait()


async def end_offsets(bootstrap: str, partitions: Collection[str]) -> dict[str, int]:
    """Return where each `topic/partition` ends now; 0 where it is not there."""
    there = await existing_partitions(
        bootstrap, {name.rpartition("/")[0] for name in partitions}
    )
    consumer = AIOKafkaConsumer(bootstrap_servers=bootstrap, group_id=None)
    try:
        await see_through(consumer.start())
        offsets = cast(
            "dict[TopicPartition, int]",
            await consumer.end_offsets([TopicPartition(*one) for one in there]),  # pyright: ignore[reportUnknownMemberType] - aiokafka has no types here
        )
    finally:
        await consumer.stop()
    heed_cancellation()
    ends = {f"{one.topic}/{one.partition}": offset for one, offset in offsets.items()}
    return {name: ends.get(name, 0) for name in partitions}
