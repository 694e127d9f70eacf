"""A database back from a backup has again what its service recorded, and forgets again.

The audit log knows every event and every erasure. A service asks it at each start,
before it acts or opens its doors: a database does not know that it is an old one.
"""

import asyncio
from base64 import b64decode
from collections.abc import Awaitable, Callable

import structlog

from shared.contracts.envelope import decode
from shared.contracts.retention import PersonErased
from shared.database import WEATHER
from shared.erasing.erasure import Erasure, erasure_of, note
from shared.errors import RegisterError, Unavailable, Unreadable
from shared.eventstore.store import Conflicted, Store
from shared.messaging.taking_back import LogLacks, TakingBack
from shared.messaging.the_log import AUDIT, Item, Peers, TheLog

AGAIN_SECONDS = 0.5
MENDED_BY_A_PERSON_SECONDS = 10.0
WAITS = "It has not yet taken back from the audit log what its database may lack."

log = structlog.get_logger()


class Replaying:
    """Takes back events and replays every erasure once, when the service starts.

    `waits` says what it waits for until that is done, and is None from then on.
    `peers` is whom it asks: the audit service itself has the log at home.
    """

    def __init__(
        self,
        service: str,
        store: Store,
        peers: Peers,
        erase: Callable[[], Awaitable[int]],
        taking_back: TakingBack | None = None,
    ) -> None:
        self._service = service
        self._store = store
        self._log = TheLog(peers, service)
        self._erase = erase
        self._taking_back = taking_back
        # Who has no audit service has no log.
        asks = AUDIT in peers.urls
        self.waits: str | None = WAITS if asks else None
        self._done = asyncio.Event()
        if not asks:
            self._done.set()

    async def done(self) -> None:
        """Return when everything is back and forgotten again."""
        await self._done.wait()

    async def run(self) -> None:
        """Ask until the audit service answers; do what it tells; then rest."""
        while self.waits is not None:
            try:
                if self._taking_back is not None:
                    await self._taking_back.take_back()
                await self.replay()
            except (RegisterError, Conflicted, *WEATHER) as error:
                self._say(error)
                by_hand = isinstance(error, (LogLacks, Unreadable))
                await asyncio.sleep(
                    MENDED_BY_A_PERSON_SECONDS if by_hand else AGAIN_SECONDS
                )
        await asyncio.Event().wait()

    def _say(self, error: BaseException) -> None:
        """Say why it waits: in readiness, and in one log line for each cause."""
        ours = isinstance(error, RegisterError)
        why = error.sentence if ours else f"It meets {type(error).__name__}."
        waits = f"{WAITS} {why}"
        if waits != self.waits:
            log.warning("not taken back from the log yet", why=why)
        self.waits = waits

    async def replay(self) -> None:
        """Note every erasure in the log and do those that were not done here."""
        async for page in self._log.erasures():
            erasures = [self._erasure(one) for one in page]
            async with self._store.unit() as unit:
                if unit.database is not None:
                    await note(unit.database, erasures)
        done = await self._erase()
        if done:
            log.warning("erasures replayed", count=done)
        self.waits = None
        self._done.set()

    def _erasure(self, ordered: Item) -> Erasure:
        try:
            envelope = decode(b64decode(ordered["entry"]))
            event = PersonErased.model_validate(envelope.data)
            confirmed = self._service in ordered["confirmed"]
        except (KeyError, TypeError, ValueError, Unreadable) as error:
            raise Unavailable("The audit service names no erasures.") from error
        return erasure_of(envelope, event, confirm=not confirmed)
