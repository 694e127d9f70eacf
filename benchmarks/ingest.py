"""Audit ingest: entries a second from Kafka into the committed log."""

from datetime import UTC, datetime

from prometheus_client import CollectorRegistry

from benchmarks.floors.copying import copy_all
from benchmarks.floors.producer import kafka_record, send_all
from benchmarks.measuring import Compared, Stopwatch, compare
from benchmarks.places import AUDIT_MIGRATIONS, Places
from benchmarks.scale import Scale
from benchmarks.workload import PERSONAL, PLAIN, Work, events
from services.audit.log.feed import open_feed
from services.audit.log.findings import Moment
from services.audit.log.leading import leadership
from services.audit.log.measures import Measures
from services.audit.log.taking_in import Intake
from shared.merkle import RightEdge
from shared.messaging.topics import cluster_id, topic_names

FLOOR = (
    "an aiokafka getmany loop that hashes each record, takes its columns from the "
    "headers without parsing it, and copies the same rows into tables with the same "
    "indexes"
)


async def measure_ingest(places: Places, scale: Scale) -> list[Compared]:
    """Return the rates for events without and with personal data."""
    return [await _measure(places, work, scale) for work in (PLAIN, PERSONAL)]


async def _measure(places: Places, work: Work, scale: Scale) -> Compared:
    number, prefix = scale.of(20_000), await places.topics()
    await send_all(
        places.kafka, [kafka_record(event, prefix) for event in events(work, number)]
    )
    topics = topic_names(prefix, ["events", "refusals", "views"])

    async def ours() -> float:
        database = await places.database("audit", AUDIT_MIGRATIONS)
        return await _take_all_in(places.kafka, topics, database.dsn, number)

    async def floor() -> float:
        database = await places.database("audit", AUDIT_MIGRATIONS)
        return await copy_all(places.kafka, topics, database.owner_dsn, number)

    name = f"audit ingest, {work.name}"
    return await compare(name, ours, floor, FLOOR, scale.rounds)


def moment() -> Moment:
    """Return now, under no particular rules."""
    now = datetime.now(UTC)
    return Moment(now, now, "none")


async def _take_all_in(
    bootstrap: str, topics: list[str], dsn: str, number: int
) -> float:
    """Take so many records into a log of size 0, as the sequencer does."""
    cluster, stopwatch = await cluster_id(bootstrap), None
    async with (
        leadership(dsn) as database,
        open_feed(bootstrap, topics, cluster, {}) as feed,
    ):
        intake = Intake(database, RightEdge(), moment, Measures(CollectorRegistry()))
        while intake.edge.size < number:
            fetched = await feed.next_batch()
            if fetched.readings:
                stopwatch = stopwatch or Stopwatch()
                await intake.take_in(fetched)
    return 0.0 if stopwatch is None else stopwatch.rate(number)
