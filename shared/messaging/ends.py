"""Where partitions end, asked on a connection of its own.

A consumer's own connection answers in order, and so only when its fetch, which waits
for records to come, is over: up to half a second, for each broker in turn.
"""

import asyncio
from collections.abc import Collection, Mapping
from typing import cast

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
        async with self._turn:
            try:
                reader = self._reader or await self._connect()
                ends = await reader.end_offsets(list(partitions))  # pyright: ignore[reportUnknownMemberType,reportUnknownVariableType] - aiokafka has no types here
            except BaseException:
                await self._disconnect()
                raise
        return cast("Mapping[TopicPartition, int]", ends)

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
