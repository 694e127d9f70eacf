"""A batch subscriber: records heard a second, each leading to an event of ours."""

import asyncio
from collections.abc import Sequence
from itertools import count

from benchmarks.capabilities import receiving
from benchmarks.floors.getmany import take_all
from benchmarks.floors.producer import kafka_record, send_all
from benchmarks.measuring import Compared, Stopwatch, compare
from benchmarks.places import OpenStore, Places
from benchmarks.scale import Scale
from benchmarks.workload import PLAIN, RULEBOOK, events
from shared.clock import Clock, register_date
from shared.messaging.broker import KafkaRecord, create_broker, subscribe
from shared.messaging.inbox import Inbox
from shared.rulebook import load_rulebooks

FLOOR = (
    "an aiokafka getmany loop of the same batch size that parses each record with "
    "orjson, writes one event row a record and one inbox row a stream in one "
    "statement, and commits the offsets"
)


async def measure_subscriber(places: Places, scale: Scale) -> list[Compared]:
    """Return the rate of a subscriber that decides one event for each it hears."""
    number = scale.of(10_000)
    prefix, rounds = await places.topics(), count(1)
    await send_all(
        places.kafka, [kafka_record(event, prefix) for event in events(PLAIN, number)]
    )
    topic = f"{prefix}assessment.events"
    async with places.store("subscriber") as opened:

        async def ours() -> float:
            name = f"receiving-{next(rounds)}"
            return await _hear_all(places, opened, prefix, name, number)

        async def floor() -> float:
            group = f"{prefix}bare-{next(rounds)}"
            return await take_all(places.kafka, topic, group, opened.bare, number)

        name = "subscriber, each record leads to an event"
        return [await compare(name, ours, floor, FLOOR, scale.rounds)]


async def _hear_all(
    places: Places, opened: OpenStore, prefix: str, name: str, number: int
) -> float:
    """Subscribe a new capability and wait until it has handled everything."""
    clock, rulebooks = Clock(), load_rulebooks(RULEBOOK)
    capability = receiving(name)
    inbox = Inbox(
        "applications",
        capability,
        opened.store,
        clock,
        lambda: rulebooks.on(register_date(clock.now())),
    )
    begun: list[Stopwatch] = []
    done = asyncio.Event()

    async def on_records(records: Sequence[KafkaRecord]) -> None:
        if not begun:
            begun.append(Stopwatch())
        await inbox.on_records(records)
        if inbox.handled >= number:
            done.set()

    broker = create_broker(places.kafka, name)
    topics = [prefix + topic for topic in capability.topics]
    subscribe(broker, topics, f"{prefix}{name}", on_records)
    await broker.start()
    try:
        await done.wait()
        return begun[0].rate(number)
    finally:
        await broker.stop()
