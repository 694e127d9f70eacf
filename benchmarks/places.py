"""Where the benchmarks run: a PostgreSQL and a Kafka of their own, started for them."""

import tempfile
from collections.abc import AsyncGenerator, Generator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import TypeAlias

from asyncpg import Pool, Record

from shared.database import migrate, open_epoch, open_pool
from shared.embedded.kafka import EmbeddedKafka
from shared.embedded.ports import free_ports
from shared.embedded.postgres import EmbeddedPostgres
from shared.embedded.supervisor import Supervisor
from shared.eventstore.postgres import PostgresStore
from shared.messaging.topics import ensure_topics

AUDIT_MIGRATIONS = Path(__file__).parents[1] / "services" / "audit" / "migrations"

RolePool: TypeAlias = "Pool[Record]"


@dataclass(frozen=True, slots=True)
class BenchDatabase:
    """One migrated database: its URL for the service, and for the owner."""

    dsn: str
    owner_dsn: str


@dataclass(frozen=True, slots=True)
class OpenStore:
    """A service's store, and a pool of the owner for the floor beside it."""

    store: PostgresStore
    bare: RolePool


class Places:
    """The running parts; gives each benchmark a database or topics of its own."""

    def __init__(
        self, data: Path, postgres: EmbeddedPostgres, kafka: EmbeddedKafka
    ) -> None:
        self.data = data
        self.kafka = kafka.bootstrap
        self._postgres = postgres
        self._numbers = count(1)

    async def database(self, name: str, *folders: Path) -> BenchDatabase:
        """Make a fresh database with the kit's tables and those of `folders`."""
        name = f"bench_{name}_{next(self._numbers)}"
        owner, service = await self._postgres.ensure_database(
            name, f"{name}_owner", f"{name}_service"
        )
        await migrate(owner, f"{name}_service", folders)
        return BenchDatabase(service, owner)

    @asynccontextmanager
    async def store(self, name: str, connections: int = 8) -> AsyncGenerator[OpenStore]:
        """Open a fresh store, with a bare copy of its tables beside it.

        `bare_events` and `bare_inbox` have the columns, indexes and checks of the
        store's own.
        """
        database = await self.database(name)
        pool = await open_pool(database.dsn)
        bare = await open_pool(database.owner_dsn, connections)
        await bare.execute(
            "CREATE TABLE bare_events (LIKE events INCLUDING ALL);"
            "CREATE TABLE bare_inbox (LIKE inbox INCLUDING ALL)"
        )
        try:
            yield OpenStore(PostgresStore(pool, await open_epoch(pool)), bare)
        finally:
            await bare.close()
            await pool.close()

    async def topics(self) -> str:
        """Make fresh topics; return their prefix."""
        prefix = f"bench-{next(self._numbers)}-"
        await ensure_topics(self.kafka, prefix)
        return prefix


@contextmanager
def scratch() -> Generator[Path]:
    """Lend a directory; as root PostgreSQL runs under an account that must get in."""
    with tempfile.TemporaryDirectory(prefix="register-bench-") as directory:
        data = Path(directory)
        data.chmod(0o755)
        yield data


@asynccontextmanager
async def started(data: Path) -> AsyncGenerator[Places]:
    """Start PostgreSQL and Kafka on free ports, with their data in a directory."""
    postgres = EmbeddedPostgres(data, *free_ports(1))
    kafka = EmbeddedKafka(data, *free_ports(2))
    async with Supervisor() as parts:
        await parts.start(postgres, kafka)
        yield Places(data, postgres, kafka)
