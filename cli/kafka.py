"""The parts of Kafka's clients that the command line uses, with their types."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol, cast

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition


class KafkaRecord(Protocol):
    """A record as it was read."""

    @property
    def value(self) -> bytes | None:
        """What it holds."""
        ...


class Consumer(Protocol):
    """A reader of some topics."""

    async def start(self) -> None: ...  # noqa: D102 (aiokafka's)
    async def stop(self) -> None: ...  # noqa: D102
    def assignment(self) -> set[TopicPartition]: ...  # noqa: D102
    def seek(self, partition: TopicPartition, offset: int) -> None: ...  # noqa: D102
    async def end_offsets(  # noqa: D102
        self, partitions: Iterable[TopicPartition]
    ) -> dict[TopicPartition, int]: ...
    async def getmany(  # noqa: D102
        self, *, timeout_ms: int
    ) -> Mapping[TopicPartition, Sequence[KafkaRecord]]: ...


class Producer(Protocol):
    """A writer."""

    async def start(self) -> None: ...  # noqa: D102
    async def stop(self) -> None: ...  # noqa: D102
    async def send_and_wait(  # noqa: D102
        self,
        topic: str,
        *,
        key: bytes,
        value: bytes,
        headers: list[tuple[str, bytes]],
    ) -> object: ...


def consumer(bootstrap: str, *topics: str) -> Consumer:
    """Return a reader of all that topics hold; of no group, it commits nothing."""
    return cast(
        "Consumer",
        AIOKafkaConsumer(
            *topics,
            bootstrap_servers=bootstrap,
            group_id=None,
            enable_auto_commit=False,
            auto_offset_reset="latest",
            fetch_max_wait_ms=20,
        ),
    )


def producer(bootstrap: str) -> Producer:
    """Return a writer that neither loses nor doubles."""
    return cast(
        "Producer",
        AIOKafkaProducer(
            bootstrap_servers=bootstrap,
            acks="all",
            enable_idempotence=True,
            linger_ms=5,
        ),
    )
