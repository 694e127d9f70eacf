"""A small service for tests of the web: real doors, no database and no Kafka."""

from collections.abc import AsyncGenerator, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

import httpx
from fastapi import APIRouter, FastAPI
from prometheus_client import CollectorRegistry
from pydantic import SecretStr

from shared.capability import Database
from shared.clock import Clock
from shared.eventstore.answers import Answer, AnswerOutcome, Ask, Internal
from shared.identity.caller import Caller
from shared.identity.demonstration import PEOPLE, ensure_identity, token_for
from shared.identity.keyset import KeysetFile
from shared.rulebook import Rulebook
from shared.settings import ServiceSettings
from shared.web.application import web_application

ORIGIN = "http://localhost:8001"


@dataclass
class SmallService:
    """What the web needs of a service."""

    settings: ServiceSettings
    keys: KeysetFile
    name: str = "applications"
    clock: Clock = field(default_factory=Clock)
    registry: CollectorRegistry = field(default_factory=CollectorRegistry)
    recorded: list[object] = field(default_factory=list[object])

    @property
    def rulebook(self) -> Rulebook:
        """No route here asks for it."""
        raise NotImplementedError

    async def execute(self, asks: Sequence[Ask]) -> list[Answer]:
        """Decide nothing."""
        raise NotImplementedError(asks)

    async def execute_internal(self, commands: Sequence[Internal]) -> list[Answer]:
        """Keep what was to be recorded."""
        self.recorded += [command.command for command in commands]
        return [Answer(one.command_id, AnswerOutcome.DONE) for one in commands]

    def read(self) -> AbstractAsyncContextManager[Database]:
        """Lend nothing."""
        return _nothing()


@asynccontextmanager
async def _nothing() -> AsyncGenerator[Database]:
    yield cast("Database", None)


def small_application(
    data: Path, *routers: APIRouter, embedded: bool = True, **more: object
) -> FastAPI:
    """Return a web application with the demonstration's people, keys under `data`."""
    keyset = ensure_identity(data)
    settings = ServiceSettings(
        database_url=SecretStr("postgresql://nobody@127.0.0.1/nothing"),
        kafka="127.0.0.1:1",
        port=8001,
        keyset=keyset,
        private_key=keyset,
        peers={
            "applications": "http://127.0.0.1:8001",
            "assessment": "http://127.0.0.1:8002",
        },
        embedded=embedded,
        data=data,
    )
    app = web_application(
        "applications",
        routers=routers,
        embedded=embedded,
        **more,  # pyright: ignore[reportArgumentType]
    )
    app.state.service = SmallService(settings, KeysetFile(keyset))
    return app


def browser(app: FastAPI) -> httpx.AsyncClient:
    """Return a client at the application's own origin."""
    return httpx.AsyncClient(
        transport=httpx.ASGITransport(app=app), base_url=ORIGIN, headers={}
    )


def bearer(person: str, data: Path) -> dict[str, str]:
    """Return the header by which a demonstration person calls."""
    return {"authorization": f"Bearer {token_for(person, data)}"}


def caller(person: str) -> Caller:
    """Return a demonstration person as the services know them."""
    return PEOPLE[person].caller
