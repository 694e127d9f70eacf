"""An audit log to try things on: its database, its files, its sequencer, its feed."""

import asyncio
import secrets
from collections.abc import AsyncGenerator, Iterable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit
from uuid import UUID, uuid5

import asyncpg
from aiokafka import AIOKafkaProducer
from prometheus_client import CollectorRegistry

import services.audit
from services.audit.log.entry import Arrival
from services.audit.log.findings import Moment
from services.audit.log.measures import Measures
from services.audit.log.producers import Producers
from services.audit.log.sequencer import LogPlaces, Sequencer
from shared.contracts.assessment import AssessmentOpened
from shared.contracts.canonical import Json
from shared.contracts.catalogue import EVENTS
from shared.contracts.envelope import CONTENT_TYPE, Envelope, encode
from shared.contracts.speakers import source_of
from shared.database import migrate
from shared.tlog.checkpoint import Checkpoint, open_checkpoint
from shared.tlog.keys import VerifierKey, parse_verifier_key
from shared.tlog.readers import DirectoryReader
from shared.tlog.verifier import Trust, verify_log

NOW = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
MOMENT = Moment(NOW, NOW, "rct-voluntary@2026-01-01")
NAMES = UUID(int=7)
MIGRATIONS = Path(services.audit.__file__).parent / "migrations"


def named(name: str) -> UUID:
    """Return the id that a name stands for, always the same."""
    return uuid5(NAMES, name)


def event(stream: str, version: int, note: str = "", **changes: object) -> Envelope:
    """Return a valid event of a stream; another note makes another event of it."""
    data: dict[str, Json] = {
        "assessment_id": str(named(stream)),
        "application_id": str(named(f"application of {stream}")),
        "scopes": ["nuclear-medicine"],
        "route": note or "primary",
    }
    envelope = Envelope(
        id=named(f"{stream}/{version}/{note}"),
        type=AssessmentOpened.TYPE,
        source="/assessment",
        subject=stream,
        sequence=version,
        time=NOW,
        walltime=NOW,
        effective=NOW.date(),
        actor="service:assessment",
        reason="application-submitted",
        rulebook=MOMENT.rulebook,
        correlationid=named("correlation"),
        causationid=named("cause"),
        data=data,
    )
    said = str(changes.get("type", envelope.type))
    known = source_of(said) if said in EVENTS else None
    changes = {"source": known or envelope.source, **changes}
    return replace(envelope, **changes)  # pyright: ignore[reportArgumentType]


def record(
    value: bytes | None,
    offset: int = 0,
    headers: Sequence[tuple[str, bytes | None]] = (
        ("content-type", CONTENT_TYPE.encode()),
    ),
) -> Arrival:
    """Return a record as Kafka would give it."""
    return Arrival("assessment.events", 0, offset, value, headers)


def stream_events(stream: str, count: int, first: int = 1) -> list[bytes]:
    """Return the entries of so many events of a stream."""
    return [encode(event(stream, version)) for version in range(first, first + count)]


@dataclass
class TryLog:
    """A log on a real database and a real Kafka; `dsn` is a superuser's."""

    places: LogPlaces
    dsn: str
    kafka: str
    registry: CollectorRegistry = field(default_factory=CollectorRegistry)
    producers: Producers | None = None

    @property
    def topic(self) -> str:
        """The first topic that is logged."""
        return self.places.topics[0]

    def sequencer(self) -> Sequencer:
        """Return a sequencer that does not run yet."""
        self.registry = CollectorRegistry()
        measures = Measures(self.registry)
        return Sequencer(self.places, lambda: MOMENT, measures, self.producers)

    @asynccontextmanager
    async def running(self) -> AsyncGenerator[Sequencer]:
        """Run a sequencer until the end of the block; what it raises is raised."""
        sequencer = self.sequencer()
        task = asyncio.create_task(sequencer.run())
        try:
            yield sequencer
        finally:
            task.cancel()
            await asyncio.wait([task])
            if not task.cancelled():
                task.result()

    async def send(self, values: Iterable[bytes | None], partition: int = 0) -> None:
        """Publish records to the first topic, as the relay would."""
        headers = [("content-type", CONTENT_TYPE.encode())]
        producer: Any = AIOKafkaProducer(bootstrap_servers=self.kafka)
        async with producer:
            for value in values:
                await producer.send(
                    self.topic, value, key=b"key", partition=partition, headers=headers
                )
            await producer.flush()

    async def until_sealed(self, size: int, patience: float = 20) -> Checkpoint:
        """Wait until a checkpoint covers so many entries."""
        async with asyncio.timeout(patience):
            while True:
                checkpoint = self.checkpoint()
                if checkpoint is not None and checkpoint.size >= size:
                    return checkpoint
                await asyncio.sleep(0.02)

    @property
    def key(self) -> VerifierKey:
        """The log's verifier key."""
        text = self.places.key.with_suffix(".vkey").read_text("utf-8")
        return parse_verifier_key(text)

    def checkpoint(self) -> Checkpoint | None:
        """Return the published checkpoint, if there is one."""
        file = self.places.files / "checkpoint"
        return open_checkpoint(file.read_bytes(), self.key) if file.exists() else None

    def verify(self, seen: Checkpoint | None = None) -> Checkpoint:
        """Verify the files as a regulator would."""
        trust = Trust(self.key, seen=seen)
        return verify_log(DirectoryReader(self.places.files), trust)

    async def query(self, statement: str, *arguments: object) -> list[asyncpg.Record]:
        """Ask the database as a superuser, who may do anything."""
        database = await asyncpg.connect(self.dsn)
        try:
            return await database.fetch(statement, *arguments)
        finally:
            await database.close()

    async def tamper(self, statement: str) -> None:
        """Change the database as a superuser, past the triggers."""
        database = await asyncpg.connect(self.dsn)
        try:
            await database.execute("SET session_replication_role = replica")
            await database.execute(statement)
        finally:
            await database.close()

    async def entries(self) -> list[bytes]:
        """Return what the log holds, in order."""
        rows = await self.query("SELECT index, entry FROM entries ORDER BY index")
        assert [row["index"] for row in rows] == list(range(len(rows)))
        return [row["entry"] for row in rows]


@asynccontextmanager
async def audit_role(dsn: str) -> AsyncGenerator[str]:
    """Migrate the database; yield the DSN of the service's role, dropped afterwards."""
    role, password = f"audit_{secrets.token_hex(4)}", secrets.token_hex(8)
    database = await asyncpg.connect(dsn)
    try:
        await database.execute(f"CREATE ROLE {role} LOGIN PASSWORD '{password}'")
        await migrate(dsn, role, [MIGRATIONS])
        parts = urlsplit(dsn)
        host = parts.netloc.rpartition("@")[2]
        yield urlunsplit(parts._replace(netloc=f"{role}:{password}@{host}"))
        await database.execute(f"DROP OWNED BY {role}; DROP ROLE {role}")
    finally:
        await database.close()
