"""A service on a real database, without Kafka: what it hears is put before it."""

from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import cast
from uuid import UUID, uuid4

import httpx
from asyncpg import Pool, Record
from fastapi import APIRouter, FastAPI
from prometheus_client import CollectorRegistry
from pydantic import SecretStr

from shared.capability import Capability, Database
from shared.clock import Clock
from shared.contracts.contract import CommandData, EventData
from shared.deadlines import meet_deadlines
from shared.eventstore.answers import Answer, Ask, Internal
from shared.eventstore.execute import Executor
from shared.eventstore.minting import Minting
from shared.eventstore.postgres import PostgresStore
from shared.eventstore.recording import Circumstances, record
from shared.identity.demonstration import PEOPLE, ensure_identity, token_for
from shared.identity.keyset import KeysetFile
from shared.looking import LOOKING
from shared.messaging.arrivals import Arrival, judge_bytes
from shared.messaging.inbox import Inbox
from shared.rulebook import Rulebook
from shared.settings import ServiceSettings
from shared.web.application import web_application
from tests.support.kit import rulebook

ORIGIN = "http://127.0.0.1:8002"


@dataclass
class StoredService:
    """A service as its routes and workers see it; `pool` is its real database."""

    name: str
    pool: "Pool[Record]"
    store: PostgresStore
    settings: ServiceSettings
    keys: KeysetFile
    capabilities: Sequence[Capability]
    clock: Clock = field(default_factory=Clock)
    registry: CollectorRegistry = field(default_factory=CollectorRegistry)
    woken: Callable[[], None] = lambda: None
    executor: Executor = field(init=False)
    _said: dict[str, int] = field(default_factory=dict[str, int])

    def __post_init__(self) -> None:
        """Give it an executor."""
        self.executor = Executor(
            self.name,
            self.store,
            (*self.capabilities, LOOKING),
            self.clock,
            rulebook,
        )

    @property
    def rulebook(self) -> Rulebook:
        """The rules in force today."""
        return rulebook()

    async def execute(self, asks: Sequence[Ask]) -> list[Answer]:
        """Decide the commands in order, in one transaction."""
        return await self.executor.execute(asks)

    async def execute_internal(self, commands: Sequence[Internal]) -> list[Answer]:
        """Decide a worker's commands."""
        return await self.executor.execute(commands)

    @asynccontextmanager
    async def read(self) -> AsyncGenerator[Database]:
        """Lend a connection for queries."""
        async with (
            self.pool.acquire() as connection,
            connection.transaction(readonly=True),
        ):
            yield cast("Database", connection)

    async def ask(self, person: str, *wanted: CommandData) -> list[Answer]:
        """Have a demonstration person ask for these."""
        actor = PEOPLE[person].actor
        return await self.execute([Ask(uuid4(), one, actor, uuid4()) for one in wanted])

    async def hears(
        self, capability: Capability, *events: tuple[str, EventData]
    ) -> None:
        """Have a capability hear new events, each on its stream, in one batch."""
        await self.takes(capability, self.arrivals(*events))

    def arrivals(self, *events: tuple[str, EventData]) -> list[Arrival]:
        """Return new events as they arrive, each next on its stream."""
        return [judge_bytes(*self._record(*event)) for event in events]

    async def takes(self, capability: Capability, arrivals: Sequence[Arrival]) -> None:
        """Have a capability take what arrived, in one batch."""
        inbox = Inbox(self.name, capability, self.store, self.clock, rulebook)
        await inbox.take(arrivals)

    async def retries(self, capability: Capability) -> None:
        """Have a capability try once more whatever waits."""
        inbox = Inbox(self.name, capability, self.store, self.clock, rulebook)
        await inbox.retry(await self.store.waiting(capability.name, None, 100))

    async def meets_deadlines(self, after: timedelta) -> int:
        """Move the clock on, and have what is due then decided."""
        self.clock.offset += after
        return await meet_deadlines(self.executor)

    async def events(self, stream: str) -> list[str]:
        """Return the types of a stream's events, shortened."""
        stored = await self.store.stream(stream, 0, 100)
        return [event.type.split(".")[2] for event in stored]

    def _record(
        self, stream: str, event: EventData
    ) -> tuple[bytes, str, tuple[str, int]]:
        self._said[stream] = version = self._said.get(stream, 0) + 1
        now = datetime.now(UTC)
        circumstances = Circumstances(
            "actor-elsewhere", now, now, rulebook().version_label, uuid4(), uuid4()
        )
        speaker = event.TYPE.split(".")[1]
        made = record(
            event, stream, version, speaker, "elsewhere", circumstances, Minting()
        )
        return made.entry, "~".join(made.disclosures), (stream, version)


def stored_service(
    name: str,
    pool: "Pool[Record]",
    store: PostgresStore,
    data: Path,
    *capabilities: Capability,
) -> StoredService:
    """Return the service, with the demonstration people's keys under `data`."""
    keyset = ensure_identity(data)
    settings = ServiceSettings(
        database_url=SecretStr("postgresql://nobody@127.0.0.1/nothing"),
        kafka="127.0.0.1:1",
        port=8002,
        keyset=keyset,
        private_key=keyset,
        embedded=True,
        data=data,
    )
    return StoredService(name, pool, store, settings, KeysetFile(keyset), capabilities)


def application(service: StoredService, folder: Path, *routers: APIRouter) -> FastAPI:
    """Return the service's web application, its templates from below `folder`."""
    app = web_application(
        service.name,
        routers=routers,
        embedded=True,
        templates=sorted(folder.glob("*/templates")),
    )
    app.state.service = service
    return app


def client(app: FastAPI, person: str, data: Path) -> httpx.AsyncClient:
    """Return a client that calls as a demonstration person."""
    return httpx.AsyncClient(
        transport=httpx.ASGITransport(app=app),
        base_url=ORIGIN,
        headers={"authorization": f"Bearer {token_for(person, data)}"},
    )


def numbered(number: int) -> UUID:
    """Return an id that is told by its number."""
    return UUID(int=(7 << 76) + (1 << 63) + number)
