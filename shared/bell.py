"""The relay's bell: rung after a commit, from elsewhere, at most once in 10 ms.

NOTIFY inside the deciding transaction would take a lock across the whole cluster at
commit; outside it costs the deciding nothing.
"""

import asyncio
from contextlib import suppress

from asyncpg import Pool, Record

from shared.database import WEATHER
from shared.messaging.relay import CHANNEL, Relay

PAUSE_SECONDS = 0.01


class Bell:
    """Wakes the relay that leads, be it in this process or in another."""

    def __init__(self, pool: "Pool[Record]", relay: Relay) -> None:
        self._pool = pool
        self._relay = relay
        self._rung = asyncio.Event()

    def ring(self) -> None:
        """Say that events were recorded; returns at once."""
        if self._relay.leads:
            self._relay.ring()
        else:
            self._rung.set()

    async def run(self) -> None:
        """Tell the leader elsewhere, until cancelled; its polling is the fallback."""
        while True:
            await self._rung.wait()
            self._rung.clear()
            with suppress(*WEATHER):
                await self._pool.execute(f"NOTIFY {CHANNEL}")
            await asyncio.sleep(PAUSE_SECONDS)
