"""A database back from a backup forgets again whom its service had erased since.

The audit log knows every erasure. A service asks it at each start, before it opens its
doors: a database does not know that it is an old one.
"""

import asyncio
from base64 import b64decode
from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping
from typing import Any, Protocol

import structlog

from shared.contracts.envelope import decode
from shared.contracts.retention import PersonErased
from shared.database import WEATHER
from shared.erasing.erasure import Erasure, erasure_of, note
from shared.errors import RegisterError, Unavailable, Unreadable
from shared.eventstore.store import Conflicted, Store

AUDIT = "audit"
PATH = "/api/log/erasures"
AGAIN_SECONDS = 0.5
WAITS = "It has not heard yet from the audit service who was erased."

log = structlog.get_logger()


class Peers(Protocol):
    """How another service is asked."""

    @property
    def urls(self) -> Mapping[str, str]:
        """Base URLs by service name."""
        ...

    async def ask(
        self, service: str, path: str, query: Mapping[str, str | int]
    ) -> dict[str, Any]:
        """Return what `GET path` of a service answers; raises `Unavailable`."""
        ...


class Replaying:
    """Replays every erasure in the log once, when the service starts.

    `waits` is a sentence until that is done, and None from then on.
    """

    def __init__(
        self,
        service: str,
        store: Store,
        peers: Peers,
        erase: Callable[[], Awaitable[int]],
    ) -> None:
        self._service = service
        self._store = store
        self._peers = peers
        self._erase = erase
        # The audit service has the log itself; who has no audit service has no log.
        asks = service != AUDIT and AUDIT in peers.urls
        self.waits: str | None = WAITS if asks else None

    async def run(self) -> None:
        """Ask until the audit service answers; erase what it tells; then rest."""
        while self.waits is not None:
            try:
                await self.replay()
            except (RegisterError, Conflicted, *WEATHER) as error:
                log.warning("erasures not replayed", cause=type(error).__name__)
                await asyncio.sleep(AGAIN_SECONDS)
        await asyncio.Event().wait()

    async def replay(self) -> None:
        """Note every erasure in the log and do those that were not done here."""
        async for erasures in self._ordered():
            async with self._store.unit() as unit:
                if unit.database is not None:
                    await note(unit.database, erasures)
        done = await self._erase()
        if done:
            log.warning("erasures replayed", count=done)
        self.waits = None

    async def _ordered(self) -> AsyncGenerator[list[Erasure]]:
        after: int | None = -1
        while after is not None:
            body = await self._peers.ask(AUDIT, PATH, {"after": after})
            try:
                yield [self._erasure(one) for one in body["erasures"]]
                after = body["next"]
            except (KeyError, TypeError, ValueError, Unreadable) as error:
                raise Unavailable("The audit service names no erasures.") from error

    def _erasure(self, ordered: Mapping[str, Any]) -> Erasure:
        envelope = decode(b64decode(ordered["entry"]))
        event = PersonErased.model_validate(envelope.data)
        return erasure_of(
            envelope, event, confirm=self._service not in ordered["confirmed"]
        )
