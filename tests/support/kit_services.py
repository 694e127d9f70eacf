"""Whole services of made-up capabilities, in this process, behind real HTTP."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import uvicorn
from pydantic import SecretStr

from shared.capability import Capability
from shared.embedded.ports import free_ports
from shared.identity.demonstration import ensure_identity, service_key_path, token_for
from shared.running import RunningService
from shared.service import assemble
from shared.settings import ServiceSettings
from tests.support.kit import RULEBOOK
from tests.support.kit_databases import KitDatabase

PATIENCE_SECONDS = 30.0


@dataclass(frozen=True)
class StartedService:
    """A service that answers at `url`."""

    service: RunningService
    url: str
    data: Path

    def client(self, person: str) -> httpx.AsyncClient:
        """Return a client with a demonstration person's token."""
        return httpx.AsyncClient(
            base_url=self.url,
            headers={"authorization": f"Bearer {token_for(person, self.data)}"},
            timeout=10,
            trust_env=False,
        )


@asynccontextmanager
async def started(
    name: str,
    database: KitDatabase,
    kafka: str,
    prefix: str,
    data: Path,
    *capabilities: Capability,
    peers: Mapping[str, str] | None = None,
) -> AsyncGenerator[StartedService]:
    """Serve until the block ends."""
    keyset = ensure_identity(data)
    (port,) = free_ports(1)
    settings = ServiceSettings(
        database_url=SecretStr(database.service),
        kafka=kafka,
        topic_prefix=prefix,
        port=port,
        keyset=keyset,
        private_key=service_key_path(name, data),
        peers=dict(peers or {}),
        rulebook=RULEBOOK,
        embedded=True,
        data=data,
    )
    app = assemble(
        settings, name=name, capabilities=capabilities, routers=(), folder=data
    )
    server = uvicorn.Server(
        uvicorn.Config(app, host="127.0.0.1", port=port, log_config=None)
    )
    serving = asyncio.create_task(server.serve())
    try:
        await eventually(lambda: _answers(server, serving))
        yield StartedService(app.state.service, f"http://127.0.0.1:{port}", data)
    finally:
        server.should_exit = True
        await serving


async def _answers(server: uvicorn.Server, serving: "asyncio.Task[None]") -> bool:
    assert not serving.done(), "the service did not start"
    return server.started


async def eventually(
    holds: Callable[[], Awaitable[bool]], seconds: float = PATIENCE_SECONDS
) -> None:
    """Wait until it holds; fail when it does not in time."""
    async with asyncio.timeout(seconds):
        while not await holds():  # noqa: ASYNC110 - it is not ours to signal
            await asyncio.sleep(0.05)
