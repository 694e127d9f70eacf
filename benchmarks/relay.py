"""The relay: events a second from the store to Kafka, acknowledged, cursor moved."""

import asyncio
from collections.abc import Callable
from contextlib import suppress

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
from shared.messaging.relay import Relay

FLOOR = (
    "a bare aiokafka producer (idempotent, acks=all) sending the same records from "
    "memory, all acknowledgements awaited every 2,000"
)


async def measure_relay(places: Places, scale: Scale) -> list[Compared]:
    """Return the rates for events without and with personal data."""
    return [await _measure(places, work, scale) for work in (PLAIN, PERSONAL)]


async def _measure(places: Places, work: Work, scale: Scale) -> Compared:
    number = scale.of(20_000)
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


async def _publish_all(
    opened: OpenStore, places: Places, prefix: str, number: int
) -> float:
    """Let a relay that knows no cursor publish the whole store."""
    await opened.bare.execute("DELETE FROM relay_cursor")
    relay = Relay(opened.store.pool, opened.store.epoch, places.kafka, prefix)
    running = asyncio.create_task(relay.run())
    try:
        # The first batch pays for connecting; the clock runs from its end.
        first = await _reached(relay, lambda: relay.published > 0)
        stopwatch = Stopwatch()
        await _reached(relay, lambda: relay.published >= number)
        return stopwatch.rate(number - first)
    finally:
        running.cancel()
        with suppress(asyncio.CancelledError):
            await running


async def _reached(relay: Relay, there: Callable[[], bool]) -> int:
    while not there():  # noqa: ASYNC110 - the relay tells nobody
        await asyncio.sleep(0.001)
    return relay.published
