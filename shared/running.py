"""A running service: its parts, and what its routes may ask of them."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from asyncpg import Pool, Record
from prometheus_client import CollectorRegistry

from shared.capability import Capability, Database
from shared.clock import Clock, register_date
from shared.eventstore.answers import Answer, Ask, Internal
from shared.eventstore.execute import Executor
from shared.eventstore.postgres import PostgresStore
from shared.identity.keyset import Keys
from shared.messaging.ends import EndOffsets
from shared.messaging.failing import Failing
from shared.messaging.inbox import Inbox
from shared.messaging.lag import Lag, lag_of
from shared.messaging.peers import Peers
from shared.messaging.relay import Relay
from shared.progress import Progress
from shared.rulebook import Rulebook, Rulebooks
from shared.settings import ServiceSettings
from shared.telemetry import Telemetry

RELAY = "relay"
"""The relay's name among the parts whose progress is judged."""

MOVE_CLOCK = """
INSERT INTO clock (offset_seconds) VALUES ($1)
ON CONFLICT (singleton) DO UPDATE SET offset_seconds = excluded.offset_seconds
"""

HasWork = Callable[["RunningService"], Awaitable[bool]]
"""Tells whether a service's own workers have something to do now."""


@dataclass
class RunningService:
    """One of the four services, wired and running."""

    name: str
    settings: ServiceSettings
    pool: "Pool[Record]"
    store: PostgresStore
    clock: Clock
    rulebooks: Rulebooks
    keys: Keys
    executor: Executor
    relay: Relay
    peers: Peers
    end_offsets: EndOffsets
    capabilities: Sequence[Capability]
    progress: Progress
    telemetry: Telemetry = field(default_factory=Telemetry)
    inboxes: Mapping[str, Inbox] = field(default_factory=dict[str, Inbox])
    subscribers: Mapping[str, Any] = field(default_factory=dict[str, Any])
    failing: Mapping[str, Failing] = field(default_factory=dict[str, Failing])
    has_work: "Sequence[HasWork]" = ()
    woken: Callable[[], None] = lambda: None

    @property
    def rulebook(self) -> Rulebook:
        """Return the rules in force today, by the register's clock."""
        return self.rulebooks.on(register_date(self.clock.now()))

    @property
    def registry(self) -> CollectorRegistry:
        """Return the metrics."""
        return self.telemetry.registry

    async def execute(self, asks: Sequence[Ask]) -> list[Answer]:
        """Decide the commands in order, in one transaction; return the answers."""
        return await self.executor.execute(asks)

    async def execute_internal(self, commands: Sequence[Internal]) -> list[Answer]:
        """Decide a worker's domain commands, each id once."""
        return await self.executor.execute(commands)

    @asynccontextmanager
    async def read(self) -> AsyncGenerator[Database]:
        """Lend a connection for queries: a transaction that can write nothing."""
        async with (
            self.pool.acquire() as connection,
            connection.transaction(readonly=True),
        ):
            yield connection

    async def move_clock(self, offset: timedelta) -> None:
        """Move the register's clock, and remember it."""
        await self.pool.execute(MOVE_CLOCK, offset.total_seconds())
        self.clock.offset = offset

    async def next_due(self) -> datetime | None:
        """Return the earliest deadline, by the register's clock."""
        return await self.pool.fetchval("SELECT min(due_at) FROM deadlines")

    async def is_idle(self) -> bool:
        """Tell whether nothing is due, unpublished, untaken or under way."""
        due = await self.next_due()
        if due is not None and due <= self.clock.now():
            return False
        if await self.relay.lag():
            return False
        if any([await has_work(self) for has_work in self.has_work]):
            return False
        if any(inbox.busy for inbox in self.inboxes.values()):
            return False
        lags = (await self.consumer_lag()).values()
        return all(lag is not None and not lag.records for lag in lags)

    async def consumer_lag(self) -> "dict[str, Lag | None]":
        """Return how far each subscriber is behind; None where it cannot be told."""
        names = list(self.subscribers)
        lags = await asyncio.gather(
            *(
                lag_of(self.subscribers[name].consumer, self.end_offsets)
                for name in names
            )
        )
        return dict(zip(names, lags, strict=True))
