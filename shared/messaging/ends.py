"""Where partitions end, asked on a connection of its own.

A consumer's own connection answers in order, and so only when its fetch, which waits
for records to come, is over: up to half a second, for each broker in turn.
"""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Mapping
from typing import Any, cast

from aiokafka import AIOKafkaConsumer, TopicPartition

from shared.background import see_through


class EndOffsets:
    """Asks one Kafka; connected when first asked, and anew after a failure."""

    def __init__(self, bootstrap: str) -> None:
        self._bootstrap = bootstrap
        self._reader: AIOKafkaConsumer | None = None
        self._turn = asyncio.Lock()

    async def of(
        self, partitions: Collection[TopicPartition]
    ) -> Mapping[TopicPartition, int]:
        """Return where each of these ends; they must be there. Raises `KafkaError`."""
        return await self._asked(lambda reader: reader.end_offsets(list(partitions)))

    async def beginnings(
        self, partitions: Collection[TopicPartition]
    ) -> Mapping[TopicPartition, int]:
        """Return the first offset that each of these still has."""
        return await self._asked(
            lambda reader: reader.beginning_offsets(list(partitions))
        )

    async def _asked(
        self, question: Callable[[Any], Awaitable[object]]
    ) -> Mapping[TopicPartition, int]:
        async with self._turn:
            try:
                answer = await question(self._reader or await self._connect())
            except BaseException:
                await self._disconnect()
                raise
        return cast("Mapping[TopicPartition, int]", answer)

    async def close(self) -> None:
        """Let the connection go."""
        async with self._turn:
            await self._disconnect()

    async def _connect(self) -> AIOKafkaConsumer:
        # Without a group and without a subscription nothing is ever fetched.
        reader = AIOKafkaConsumer(bootstrap_servers=self._bootstrap, group_id=None)
        self._reader = reader
        await see_through(reader.start())
        return reader

    async def _disconnect(self) -> None:
        reader, self._reader = self._reader, None
        if reader is not None:
            await see_through(reader.stop())
