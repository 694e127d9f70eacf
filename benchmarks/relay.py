"""The relay: events a second from the store to Kafka, acknowledged, cursor moved."""

import asyncio
from contextlib import suppress

from aiokafka import AIOKafkaProducer

from benchmarks.floors.producer import kafka_record, send_all
from benchmarks.measuring import Compared, Stopwatch, compare
from benchmarks.places import OpenStore, Places
from benchmarks.scale import Scale
from benchmarks.workload import (
    PERSONAL,
    PLAIN,
    Work,
    asks,
    events,
    executor,
    in_batches,
)
from shared.capability import Database
from shared.messaging.relay import Cursor, Relay

FLOOR = (
    "a bare aiokafka producer (idempotent, acks=all) sending the same records from "
    "memory, all acknowledgements awaited every 2,000"
)


async def measure_relay(places: Places, scale: Scale) -> list[Compared]:
    """Return the rates for events without and with personal data."""
    return [await _measure(places, work, scale) for work in (PLAIN, PERSONAL)]


async def _measure(places: Places, work: Work, scale: Scale) -> Compared:
    number = scale.of(30_000)
    async with places.store("relay") as opened:
        execution = executor(opened.store)
        for batch in in_batches(asks(work, number)):
            await execution.execute(batch)
        bare = events(work, number)

        async def ours() -> float:
            return await _publish_all(opened, places, await places.topics(), number)

        async def floor() -> float:
            prefix = await places.topics()
            return await send_all(
                places.kafka, [kafka_record(event, prefix) for event in bare]
            )

        return await compare(f"relay, {work.name}", ours, floor, FLOOR, scale.rounds)


class TimedRelay(Relay):
    """A relay whose first batch, which pays for connecting, is not counted."""

    def __init__(self, opened: OpenStore, kafka: str, prefix: str, number: int) -> None:
        super().__init__(opened.store.pool, opened.store.epoch, kafka, prefix)
        self._number = number
        self._begun: tuple[Stopwatch, int] | None = None
        self.rate: asyncio.Future[float] = asyncio.get_running_loop().create_future()

    async def publish(
        self, connection: Database, producer: AIOKafkaProducer, cursor: Cursor
    ) -> tuple[Cursor, int]:
        """Publish the next batch, and know the rate when it was the last."""
        result = await super().publish(connection, producer, cursor)
        if self._begun is None:
            self._begun = (Stopwatch(), self.published)
        elif self.published >= self._number and not self.rate.done():
            stopwatch, before = self._begun
            self.rate.set_result(stopwatch.rate(self.published - before))
        return result


async def _publish_all(
    opened: OpenStore, places: Places, prefix: str, number: int
) -> float:
    """Let a relay that knows no cursor publish the whole store."""
    await opened.bare.execute("DELETE FROM relay_cursor")
    relay = TimedRelay(opened, places.kafka, prefix, number)
    running = asyncio.create_task(relay.run())
    try:
        return await relay.rate
    finally:
        running.cancel()
        with suppress(asyncio.CancelledError):
            await running
