"""PostgreSQL 18 from the wheel, on loopback, with its data under our directory."""

import asyncio
import signal
from pathlib import Path

import asyncpg

from shared.embedded import databases
from shared.embedded.account import unprivileged_account
from shared.embedded.cluster import BINARIES, ensure_cluster, forget_stale_postmaster
from shared.embedded.databases import Role
from shared.embedded.directory import log_file, pid_file
from shared.embedded.parts import Running
from shared.embedded.passwords import password_for
from shared.embedded.ports import LOOPBACK, is_answering
from shared.embedded.postgres_settings import settings_arguments
from shared.embedded.processes import Program

SUPERUSER = "postgres"


class EmbeddedPostgres:
    """PostgreSQL as a part.

    The first start makes the cluster (checksums on, scram-sha-256, C.UTF-8); the
    port may change from start to start. As root, the server runs under an account
    of its own (`shared.embedded.account`).
    """

    name = "postgres"

    def __init__(self, data: Path, port: int) -> None:
        self.ports = (port,)
        self._data = data
        self._cluster = data / "postgres"
        self._secrets = data / "secrets"
        self._running = Running()

    @property
    def superuser_dsn(self) -> str:
        """The DSN of the superuser, for setting up and for tests."""
        password = password_for(SUPERUSER, self._secrets)
        address = f"{LOOPBACK}:{self.ports[0]}"
        return f"postgresql://{SUPERUSER}:{password}@{address}/postgres"

    @property
    def pid(self) -> int:
        """The process id of the last start (the postmaster's)."""
        return self._running.pid

    async def start(self) -> None:
        """Start the server; return when it takes connections.

        Raises `PartFailed`. After a kill -9 it recovers from its write-ahead log.
        """
        account = await asyncio.to_thread(unprivileged_account)
        password = password_for(SUPERUSER, self._secrets)
        await asyncio.to_thread(ensure_cluster, self._cluster, password, account)
        await asyncio.to_thread(forget_stale_postmaster, self._cluster)
        program = Program(
            self.name,
            [
                str(BINARIES / "postgres"),
                *("-D", str(self._cluster)),
                *settings_arguments(self.ports[0]),
            ],
            log=log_file(self._data, self.name),
            pid_file=pid_file(self._data, self.name),
            account=account,
            # PostgreSQL's fast shutdown: open transactions are rolled back.
            stop_signal=signal.SIGINT,
            death_signal=signal.SIGINT,
        )
        await self._running.start(program, self._is_ready)

    async def stop(self) -> None:
        """Stop the server with its fast shutdown, if it runs."""
        await self._running.stop()

    async def ended(self) -> int:
        """Return the exit status when the server has ended."""
        return await self._running.ended()

    async def ensure_database(
        self, name: str, owner_role: str, service_role: str
    ) -> tuple[str, str]:
        """Make a database with two roles; return the owner's DSN and the service's."""
        owner, service = (
            Role(role, password_for(role, self._secrets))
            for role in (owner_role, service_role)
        )
        return await databases.ensure_database(self.superuser_dsn, name, owner, service)

    async def _is_ready(self) -> bool:
        if not is_answering(self.ports[0]):
            return False
        try:
            connection = await asyncpg.connect(self.superuser_dsn, timeout=2)
        except (asyncpg.PostgresConnectionError, asyncpg.CannotConnectNowError):
            return False
        except (OSError, TimeoutError):
            return False
        await connection.close()
        return True
