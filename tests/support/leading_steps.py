"""A leader of the log, one step at a time, that can crash between and within them."""

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import Any, cast

import asyncpg
from prometheus_client import CollectorRegistry

from services.audit.log import files as log_files
from services.audit.log import statements
from services.audit.log.entry import Arrival
from services.audit.log.feed import Fetched
from services.audit.log.files import LogFiles, LogFilesTaken
from services.audit.log.leading import LOCK, TRY
from services.audit.log.measures import Measures
from services.audit.log.restoring import restore
from services.audit.log.sealing import Sealer
from services.audit.log.sequencer import LogPlaces
from services.audit.log.sequencing import read_all
from services.audit.log.signing_key import load_signer
from services.audit.log.store import read_offsets, read_size
from services.audit.log.taking_in import Intake
from shared.capability import Database
from tests.support.audit_log import MOMENT

BROKEN = "THIS IS NO STATEMENT"


class Crash(Exception):
    """The process ends here."""


@dataclass
class Kafka:
    """One partition with what was published; one that is lost becomes another."""

    generation: int = 1
    records: list[bytes] = field(default_factory=list[bytes])

    @property
    def cluster(self) -> str:
        """The cluster's id."""
        return f"kafka-{self.generation}"


class Leader:
    """The sequencer's own parts on a real database and real files."""

    def __init__(self, places: LogPlaces) -> None:
        self._places = places
        self._stack = ExitStack()
        self.files = LogFiles(places.files)

    async def lead(self) -> bool:
        """Take the lock and the files and bring them together; False if not to be had.

        Raises `LogFilesTaken` where one that lost the lock still holds the files.
        """
        self.database = await connect(self._places.database)
        self.reading = await connect(self._places.database)
        if not await self.database.fetchval(TRY, LOCK):
            await self.die()
            return False
        try:
            self._stack.enter_context(self.files.taken())
        except LogFilesTaken:
            await self.die()
            raise
        size, _ = await read_size(self.database)
        begun = size > 0 or (self._places.files / "checkpoint").exists()
        begun = begun or (self._places.files / log_files.SIGNED).exists()
        places = self._places
        signer = load_signer(places.key, places.origin, may_make=not begun)
        restored = await restore(
            self.database, self.files, signer.verifier_key, MOMENT.wall
        )
        measures = Measures(CollectorRegistry())
        self.sealer = Sealer(self.files, signer, restored.signed)
        self.intake = Intake(self.database, restored.logged, lambda: MOMENT, measures)
        return True

    async def take(self, kafka: Kafka, topic: str, count: int) -> None:
        """Fetch and commit the next records."""
        offsets = await read_offsets(self.database, kafka.cluster)
        first = offsets.get((topic, 0), 0)
        records = kafka.records[first : first + count]
        if records:
            end = {(topic, 0): first + len(records)}
            readings = read_all(arrivals(topic, records, first))
            await self.intake.take_in(Fetched(kafka.cluster, readings, end))

    async def sign(self) -> None:
        """Keep the tiles, then sign, then keep what was signed."""
        await self.sealer.seal(self.reading, self.intake.edge.size)

    async def publish(self) -> None:
        """Publish what was signed last, if anything was."""
        if self.sealer.fresh.is_set():
            await self.sealer.publish(as_signed)

    async def die(self) -> None:
        """End as a killed process does: the lock and the files are free at once."""
        self.database.terminate()
        self.reading.terminate()
        self._stack.close()


async def connect(dsn: str) -> Database:
    """Return a connection of its own."""
    return cast("Database", await asyncpg.connect(dsn))


async def as_signed(note: bytes) -> bytes:
    """Return a checkpoint with no witness's word."""
    return note


def arrivals(topic: str, values: Sequence[bytes], first: int) -> list[Arrival]:
    """Return values as records of a partition, from an offset on."""
    headers = [("content-type", b"application/cloudevents+json")]
    return [
        Arrival(topic, 0, offset, value, headers)
        for offset, value in enumerate(values, start=first)
    ]


@dataclass(frozen=True)
class CrashPoint:
    """A step's part that crashes: before it, after it, or at its n-th time."""

    owner: Any
    name: str
    after: bool = False
    at: int = 1

    def install(self, patch: Callable[[Any, str, Any], None]) -> None:
        """Put the crash in the part's place."""
        part, seen = getattr(self.owner, self.name), 0

        def crashing(*arguments: object) -> object:
            nonlocal seen
            seen += 1
            if seen < self.at:
                return part(*arguments)
            if self.after:
                part(*arguments)
            raise Crash

        # What is no function is a statement, which fails within its transaction.
        patch(self.owner, self.name, crashing if callable(part) else BROKEN)


TAKING = (CrashPoint(statements, "ADVANCE"), CrashPoint(statements, "RECORD"))
SIGNING = (
    *(CrashPoint(LogFiles, "keep", after=after) for after in (False, True)),
    *(CrashPoint(LogFiles, "keep_signed", after=after) for after in (False, True)),
    *(CrashPoint(log_files, "_write", at=at) for at in (1, 2, 3)),
)
PUBLISHING = (
    *(CrashPoint(LogFiles, "publish", after=after) for after in (False, True)),
    CrashPoint(log_files, "_write"),
)
