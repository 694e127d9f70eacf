"""A log that grows to a million entries: how fast, and what it keeps in memory."""

from dataclasses import dataclass, field
from uuid import UUID

import psutil
from prometheus_client import CollectorRegistry

from benchmarks.floors.producer import kafka_record, send_all
from benchmarks.ingest import moment
from benchmarks.measuring import Stopwatch
from benchmarks.places import AUDIT_MIGRATIONS, BenchDatabase, Places
from benchmarks.workload import PERSONAL, PLAIN, events
from services.audit.log.feed import Feed, open_feed
from services.audit.log.files import LogFiles
from services.audit.log.leading import connected, leadership
from services.audit.log.measures import Measures
from services.audit.log.sealing import Sealer
from services.audit.log.signing_key import load_signer
from services.audit.log.taking_in import Intake
from shared.merkle import RightEdge
from shared.messaging.topics import cluster_id, topic_names
from shared.tlog.keys import VerifierKey

ORIGIN = "bench.example/log"
PIECE = 20_000
"""So many records are sent and then taken in, alternately without and with people."""
EVERY_PERSONAL = 4
MEBIBYTE = 2**20


@dataclass
class GrownLog:
    """A log of the benchmark, and what was measured while it grew.

    `rates` are entries a second by piece; `memory` is resident, in MiB, after each.
    """

    database: BenchDatabase
    files: LogFiles
    key: VerifierKey
    size: int = 0
    rates: list[float] = field(default_factory=list[float])
    memory: list[float] = field(default_factory=list[float])
    people: list[UUID] = field(default_factory=list[UUID])


async def grow(places: Places, size: int) -> GrownLog:
    """Return a log of so many entries, taken in by the sequencer's own steps."""
    database = await places.database("audit", AUDIT_MIGRATIONS)
    signer = load_signer(places.data / "grown.key", ORIGIN, may_make=True)
    files = LogFiles(places.data / "grown-log")
    log = GrownLog(database, files, signer.verifier_key)
    prefix = await places.topics()
    topics = topic_names(prefix, ["events", "refusals", "views"])
    cluster = await cluster_id(places.kafka)
    async with (
        leadership(database.dsn) as writing,
        connected(database.dsn) as reading,
        open_feed(places.kafka, topics, cluster, {}) as feed,
    ):
        intake = Intake(writing, RightEdge(), moment, Measures(CollectorRegistry()))
        sealer = Sealer(files, signer, RightEdge())
        for number in range(size // PIECE):
            log.people += await _send(places, prefix, number)
            log.rates.append(await _take_in(feed, intake, log.size + PIECE))
            await sealer.seal(reading, intake.edge.size)
            log.size = intake.edge.size
            log.memory.append(psutil.Process().memory_info().rss / MEBIBYTE)
        await sealer.publish(_alone)
    return log


async def _send(places: Places, prefix: str, number: int) -> list[UUID]:
    """Send a piece; return a few of the people in it."""
    work = PLAIN if number % EVERY_PERSONAL else PERSONAL
    made = events(work, PIECE)
    await send_all(places.kafka, [kafka_record(event, prefix) for event in made])
    people = [event.person_id for event in made[:: PIECE // 10]]
    return [person for person in people if person is not None]


async def _alone(checkpoint: bytes) -> bytes:
    """Return the checkpoint as it is: the benchmark has no witnesses."""
    return checkpoint


async def _take_in(feed: Feed, intake: Intake, until: int) -> float:
    """Take in what was sent, up to a size of the log; return entries a second."""
    stopwatch, before = None, intake.edge.size
    while intake.edge.size < until:
        fetched = await feed.next_batch()
        if fetched.readings:
            stopwatch = stopwatch or Stopwatch()
            await intake.take_in(fetched)
    return 0.0 if stopwatch is None else stopwatch.rate(until - before)
