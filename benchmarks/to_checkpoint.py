"""From a command to a signed checkpoint that covers its event, at 50 a second."""

import asyncio
import time
from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import asyncpg
from prometheus_client import CollectorRegistry

from benchmarks.floors.pipeline import run_bare_pipeline
from benchmarks.ingest import moment
from benchmarks.measuring import PATIENCE_SECONDS, Waited, waited
from benchmarks.milestones import Milestones
from benchmarks.pacing import at_a_rate, running
from benchmarks.places import AUDIT_MIGRATIONS, Places
from benchmarks.scale import Scale
from benchmarks.workload import PLAIN, asks, executor
from services.audit.log.files import SIGNED
from services.audit.log.measures import Measures
from services.audit.log.sequencer import LogPlaces, Sequencer
from shared.messaging.relay import Relay
from shared.messaging.topics import topic_names
from shared.tlog.reading import CHECKPOINT

RATE = 50
SIGN_EVERY = 0.2
SIGN_OFTENER = 0.05
PUBLISH_EVERY = 1.0

FLOOR = (
    "one process that inserts the row, sends the record, copies what getmany brings, "
    "signs the size and fsyncs it as often as we do, and once a second publishes it"
)


class ObservedMeasures(Measures):
    """The log's measures, which also tell the milestones how it grows."""

    def __init__(self, milestones: Milestones) -> None:
        super().__init__(CollectorRegistry())
        self._milestones = milestones

    def committed(self, size: int) -> None:
        """Note that the log has grown to this size just now."""
        super().committed(size)
        self._milestones.logged(size)


async def measure_to_checkpoint(places: Places, scale: Scale) -> list[Waited]:
    """Return the times to the answer, to the entry and to the checkpoint."""
    number = int(RATE * (40 if scale.rounds > 1 else 10))
    async with asyncio.timeout(4 * PATIENCE_SECONDS):
        floor = await _floor(places, number, SIGN_EVERY)
        ours = await _run(places, number, SIGN_EVERY)
        oftener_floor = await _floor(places, number, SIGN_OFTENER)
        oftener = await _run(places, number, SIGN_OFTENER)
    return [
        waited("command to its answer", ours.to_answer(), floor.to_answer(), FLOOR),
        waited("command to its log entry", ours.to_log(), floor.to_log(), FLOOR),
        waited(
            "command to a signed checkpoint, 5 a second",
            ours.to_signature(),
            floor.to_signature(),
            FLOOR,
        ),
        waited(
            "the same with REGISTER_SIGN_EVERY=0.05",
            oftener.to_signature(),
            oftener_floor.to_signature(),
            FLOOR,
        ),
        waited(
            "command to a published one, 1 a second",
            ours.to_publication(),
            floor.to_publication(),
            FLOOR,
        ),
    ]


async def _floor(places: Places, number: int, sign_every: float) -> Milestones:
    return await run_bare_pipeline(places, RATE, number, sign_every, PUBLISH_EVERY)


async def _run(places: Places, number: int, sign_every: float) -> Milestones:
    milestones, prefix = Milestones(), await places.topics()
    audit = await places.database("audit", AUDIT_MIGRATIONS)
    files = places.data / f"log-{sign_every}"
    log = LogPlaces(
        database=audit.dsn,
        kafka=places.kafka,
        topics=topic_names(prefix, ["events", "refusals", "views"]),
        files=files,
        key=places.data / f"log-{sign_every}.key",
        origin="bench.example/log",
        sign_every=sign_every,
        publish_every=PUBLISH_EVERY,
    )
    async with places.store("whole") as opened:
        relay = Relay(opened.store.pool, opened.store.epoch, places.kafka, prefix)
        execution = executor(opened.store, relay.ring)
        sequencer = Sequencer(log, moment, ObservedMeasures(milestones))
        work, numbers = asks(PLAIN, number), dict[UUID, int]()

        async def one(at: int) -> None:
            (answer,) = await execution.execute([work[at]])
            milestones.answered[at] = time.perf_counter()
            numbers[answer.events[0].id] = at

        signing = _watch(files / SIGNED, milestones.signed)
        publishing = _watch(files / CHECKPOINT, milestones.published)
        async with running(relay.run(), sequencer.run(), signing, publishing):
            await execution.execute(asks(PLAIN, 1))
            await milestones.all_published(1)  # everything is connected
            milestones.planned = await at_a_rate(RATE, number, one)
            await milestones.all_published(number + 1)
            # An entry of the log's own may count among them: let the last ones in.
            await asyncio.sleep(2 * PUBLISH_EVERY)
    milestones.order = await _order(audit.dsn)
    milestones.place(numbers)
    return milestones


async def _order(dsn: str) -> list[UUID]:
    """Return the ids of the log's events, as they lie in it."""
    database = await asyncpg.connect(dsn)
    try:
        rows = await database.fetch("SELECT event_id FROM entries ORDER BY index")
    finally:
        await database.close()
    return [row["event_id"] for row in rows]


async def _watch(checkpoint: Path, on_growth: Callable[[int], None]) -> None:
    """Look at the checkpoint's file, as anyone outside could."""
    seen = 0
    while True:
        size = _size_of(checkpoint)
        if size > seen:
            seen = size
            on_growth(size)
        await asyncio.sleep(0.002)


def _size_of(checkpoint: Path) -> int:
    """Return the size that the checkpoint signs: its second line (tlog-checkpoint)."""
    try:
        return int(checkpoint.read_text("utf-8").split("\n")[1])
    except FileNotFoundError:
        return 0
