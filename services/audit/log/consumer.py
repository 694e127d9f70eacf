"""What the feed uses of aiokafka's consumer, which has no types for it."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from aiokafka import TopicPartition

from services.audit.log.entry import Headers


class Record(Protocol):
    """A record as aiokafka gives it."""

    topic: str
    partition: int
    offset: int
    value: bytes | None
    headers: Headers


class Consumer(Protocol):
    """A consumer of partitions that it was told, without a group."""

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

    async def position(self, partition: TopicPartition) -> int:
        """Return the offset that comes next."""
        ...

    async def end_offsets(
        self, partitions: Sequence[TopicPartition]
    ) -> Mapping[TopicPartition, int]:
        """Return the offsets after the last records."""
        ...
