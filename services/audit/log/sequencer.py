"""The sequencer: reads all that the services say, and puts it into one order."""

import asyncio
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import structlog
from aiokafka.errors import KafkaError

from services.audit.log.broken import LogBroken
from services.audit.log.cosigning import cosigning
from services.audit.log.disclosing_again import disclose_again
from services.audit.log.feed import (
    Feed,
    known_cluster,
    open_feed,
    refuse_other_cluster,
)
from services.audit.log.files import LogFiles, LogFilesTaken
from services.audit.log.findings import Moment
from services.audit.log.going_on import going_on, until_cancelled
from services.audit.log.leading import connected, leadership
from services.audit.log.measures import Measures
from services.audit.log.mending import Mending
from services.audit.log.producers import Producers
from services.audit.log.restoring import restore
from services.audit.log.sealing import Sealer
from services.audit.log.sealing_heads import keep_sealing_heads, seal_last_heads
from services.audit.log.signing_key import load_signer
from services.audit.log.store import read_offsets, read_size
from services.audit.log.succession import refuse_ended
from services.audit.log.taking_in import Intake
from shared.background import is_cancelled
from shared.capability import Database
from shared.database import WEATHER as DATABASE_WEATHER
from shared.errors import Unavailable
from shared.tlog.note import NoteSigner
from shared.tlog.policy import Policy
from shared.tlog.reading import CHECKPOINT

KAFKA_WEATHER = (KafkaError, Unavailable)
WEATHER = (LogFilesTaken, *DATABASE_WEATHER, *KAFKA_WEATHER)
_LOOK_SECONDS = 2.0
_CLOSING_SECONDS = 5.0

log = structlog.get_logger()


@dataclass(frozen=True)
class LogPlaces:
    """Where the log lives, and what it is fed from; `origin` is its name.

    Between two signatures lie at least `sign_every` seconds, and between two published
    checkpoints `publish_every`. Stream heads are sealed every `stream_heads_every`
    seconds, never where that is None. `policy` names the witnesses that are asked.
    """

    database: str
    kafka: str
    topics: Sequence[str]
    files: Path
    key: Path
    origin: str
    sign_every: float = 0.2
    publish_every: float = 1.0
    stream_heads_every: float | None = None
    retry_after: float = 0.5
    policy: Policy | None = None


class Sequencer:
    """One of possibly several; only the one that leads reads, writes and signs.

    `trouble` is a sentence while something hinders it. Without producers nothing that
    is missing is asked for again.
    """

    def __init__(
        self,
        places: LogPlaces,
        moment: Callable[[], Moment],
        measures: Measures,
        producers: Producers | None = None,
    ) -> None:
        self._places = places
        self._producers = producers
        self._mending: Mending | None = None
        self._cluster = ""
        self._moment = moment
        self._measures = measures
        self._files = LogFiles(places.files)
        self.trouble: str | None = "The sequencer has not led yet."

    async def run(self) -> None:
        """Lead whenever nobody else does, until cancelled.

        Weather is waited out. A broken log is looked at again too, since a person may
        mend it, but nothing of it is signed.
        """
        await until_cancelled(self._keep_leading)

    async def _keep_leading(self) -> None:
        while going_on():
            try:
                await self._lead()
            except* LogBroken as broken:
                self._report("log broken", broken)
            except* WEATHER as weather:
                self._report("sequencer stopped leading", weather)
            self._measures.leading.set(0)
            await asyncio.sleep(self._places.retry_after)

    async def _lead(self) -> None:
        async with leadership(self._places.database) as database:
            with self._files.taken():
                signer = await self._signer(database)
                await refuse_ended(database, signer.name)
                key, now = signer.verifier_key, self._moment().wall
                restored = await restore(database, self._files, key, now)
                sealer = Sealer(self._files, signer, restored.signed)
                logged = restored.logged
                intake = Intake(database, logged, self._moment, self._measures)
                self._measures.leading.set(1)
                self._measures.size.set(logged.size)
                log.info("sequencer leading", entries=logged.size)
                try:
                    await self._work(database, intake, sealer)
                finally:
                    if not going_on():
                        await self._close(database, intake, sealer)

    async def _work(self, database: Database, intake: Intake, sealer: Sealer) -> None:
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._read(database, intake))
            tasks.create_task(self._sign(intake, sealer))
            tasks.create_task(self._publish(intake, sealer))
            tasks.create_task(self._seal_heads(intake))
            tasks.create_task(self._mend(intake))

    async def _close(self, database: Database, intake: Intake, sealer: Sealer) -> None:
        """Seal the stream heads at a graceful end, if it can be done at once."""
        if self._places.stream_heads_every is None:
            return
        with suppress(LogBroken, *DATABASE_WEATHER):
            async with asyncio.timeout(_CLOSING_SECONDS):
                await seal_last_heads(database, intake)
                await sealer.seal(database, intake.edge.size)
                # With witnesses it is published by who leads next, cosigned.
                if self._places.policy is None:
                    await sealer.publish(_uncosigned)

    async def _read(self, database: Database, intake: Intake) -> None:
        # Without Kafka it goes on leading: what is committed is still to be sealed.
        while going_on():
            try:
                await self._read_cluster(database, intake)
            except (*KAFKA_WEATHER, asyncio.CancelledError) as weather:
                if is_cancelled():
                    raise
                self.trouble = f"The log cannot read Kafka: {type(weather).__name__}."
                log.warning("kafka out of reach", error=type(weather).__name__)
                await database.execute("SELECT 1")
                await intake.take_brought()
                await asyncio.sleep(self._places.retry_after)

    async def _read_cluster(self, database: Database, intake: Intake) -> None:
        places = self._places
        cluster = await known_cluster(places.kafka)
        offsets = await read_offsets(database, cluster)
        self._note_cluster(cluster)
        async with open_feed(places.kafka, places.topics, cluster, offsets) as feed:
            self.trouble = None
            while going_on():
                await self._read_for_a_while(feed, intake)
                # Still our lock, and still the same Kafka?
                await database.execute("SELECT 1")
                await refuse_other_cluster(places.kafka, cluster)
                await feed.require_progress()

    async def _read_for_a_while(self, feed: Feed, intake: Intake) -> None:
        until = time.monotonic() + _LOOK_SECONDS
        while going_on() and time.monotonic() < until:
            fetched = await feed.next_batch()
            if fetched.readings:
                await intake.take_in(fetched)
            await intake.take_brought()

    def _note_cluster(self, cluster: str) -> None:
        # Another Kafka has forgotten what was said to the one before.
        if self._cluster not in ("", cluster) and self._mending is not None:
            self._mending.compare_now.set()
        self._cluster = cluster

    async def _seal_heads(self, intake: Intake) -> None:
        every = self._places.stream_heads_every
        if every is None:
            return
        async with connected(self._places.database) as database:
            await keep_sealing_heads(
                database, intake, every, lambda: self._moment().wall
            )

    async def _mend(self, intake: Intake) -> None:
        if self._producers is None:
            return
        self._mending = mending = Mending(
            intake,
            self._producers,
            self._measures,
            may_compare=lambda: self.trouble is None,
            now=lambda: self._moment().now,
            report_in=self._places.files,
        )
        dsn = self._places.database
        async with (
            connected(dsn) as one,
            connected(dsn) as other,
            connected(dsn) as third,
            asyncio.TaskGroup() as tasks,
        ):
            tasks.create_task(mending.keep_filling(one))
            tasks.create_task(mending.keep_comparing(other))
            tasks.create_task(disclose_again(third, intake, self._producers))

    async def _sign(self, intake: Intake, sealer: Sealer) -> None:
        async with connected(self._places.database) as database:
            while going_on():
                started = time.monotonic()
                intake.grown.clear()
                await sealer.seal(database, intake.edge.size)
                await _rest(started, self._places.sign_every)
                await intake.grown.wait()

    async def _publish(self, intake: Intake, sealer: Sealer) -> None:
        places, measures = self._places, self._measures
        async with (
            connected(places.database) as database,
            cosigning(
                places.policy,
                self._files,
                places.files,
                measures,
                lambda: self._moment().wall,
                sealer.fresh.set,
            ) as witnesses,
        ):
            while going_on():
                # A witness that was away is asked again, though nothing has come.
                with suppress(TimeoutError):
                    async with asyncio.timeout(witnesses.rest()):
                        await sealer.fresh.wait()
                started = time.monotonic()
                # What came since the last signature shall not wait for another second.
                await sealer.seal(database, intake.edge.size)
                await sealer.publish(witnesses.cosign)
                measures.sealed.set(sealer.published_size)
                await _rest(started, places.publish_every)

    async def _signer(self, database: Database) -> NoteSigner:
        size, _ = await read_size(database)
        begun = size > 0 or (self._places.files / CHECKPOINT).exists()
        return load_signer(self._places.key, self._places.origin, may_make=not begun)

    def _report(self, what: str, errors: BaseExceptionGroup[Exception]) -> None:
        first: BaseException = errors
        while isinstance(first, BaseExceptionGroup):
            first = first.exceptions[0]
        ours = isinstance(first, (LogBroken, Unavailable))
        why = str(first) if ours else type(first).__name__
        if not isinstance(first, LogFilesTaken):
            self.trouble = f"{what.capitalize()}: {why}"
            log.error(what, why=why)


async def _uncosigned(note: bytes) -> bytes:
    return note


async def _rest(since: float, seconds: float) -> None:
    """Wait until so many seconds have passed since an instant, both monotonic."""
    await asyncio.sleep(max(0.0, since + seconds - time.monotonic()))
