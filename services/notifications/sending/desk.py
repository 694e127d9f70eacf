"""The desk at which a transport says what it does: written down before and after."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import cast

from services.notifications.sending.outbox import Leased, Postponed, begin, give_back
from services.notifications.sending.pace import Pace
from services.notifications.sending.serving import Serving
from services.notifications.sending.settling import (
    Recording,
    internal,
    maybe_twice,
    settlement,
)
from services.notifications.transports.port import (
    Deferred,
    Delivered,
    InDoubt,
    Key,
    Letter,
    Outcome,
    Transport,
    Untried,
)
from shared.capability import Database
from shared.eventstore.answers import Internal

BEGUN_FOR = timedelta(minutes=15)
"""How long a letter that was begun stays ours: longer than any server may take."""


@dataclass
class LaneDesk:
    """One lane's desk: the letters it leased, and the pace of all lanes.

    `away` is set once the transport finds that its other side is not there at all.
    """

    service: Serving
    transport: Transport
    pace: Pace
    leased: Sequence[Leased]
    away: bool = field(default=False, init=False)
    settled: int = field(default=0, init=False)
    _since: float = field(default_factory=time.monotonic, init=False)

    def __post_init__(self) -> None:
        """Find the letters by their keys."""
        self._by_key = {one.key: one for one in self.leased}

    async def doubt(self) -> None:
        """Record of each letter begun before that it may now go out twice.

        Not where the transport finds what is there already.
        """
        doubted = [one for one in self.leased if one.in_doubt]
        if doubted and not self.transport.folds:
            now = self.service.clock.now()
            await self._record([(one, maybe_twice(one, now)) for one in doubted])

    async def begins(self, letter: Letter) -> bool:
        """Record that the letter's text leaves now; False where it must not."""
        leased = self._by_key[letter.key]
        async with self.service.pool.acquire() as connection:
            return await begin(cast("Database", connection), leased, BEGUN_FOR)

    async def ended(self, outcomes: Mapping[Key, Outcome]) -> None:
        """Record what became of letters, and what that says of their hosts."""
        give_up = timedelta(days=self.service.rulebook.notifications.give_up_days)
        wall, now = self.service.clock.wall(), self.service.clock.now()
        settled: list[tuple[Leased, Recording]] = []
        postponed: list[Postponed] = []
        self._timed(
            [
                self._by_key[key].host
                for key, outcome in outcomes.items()
                if not isinstance(outcome, Untried)
            ]
        )
        for key, outcome in outcomes.items():
            leased = self._by_key[key]
            self._heed(leased.host, outcome)
            command = settlement(
                leased, outcome, self.transport.name, give_up, wall, now
            )
            if isinstance(command, Postponed):
                postponed.append(command)
            else:
                settled.append((leased, command))
        if settled:
            await self._record(settled)
        if postponed:
            async with self.service.pool.acquire() as connection:
                await give_back(cast("Database", connection), postponed)
        self.settled += len(settled)

    def _timed(self, hosts: Sequence[str]) -> None:
        """Note how long the hosts took, which is since the last were told of."""
        now = time.monotonic()
        for host in set(hosts):
            self.pace.took(host, (now - self._since) / len(hosts))
        self._since = now

    def _heed(self, host: str, outcome: Outcome) -> None:
        match outcome:
            case Delivered():
                self.pace.went(host)
            case Deferred(held=True) | InDoubt():
                self.pace.held(host, self.service.clock.wall())
            case Untried(away=True):
                self.away = True
            case _:
                pass

    async def _record(self, commands: Sequence[tuple[Leased, Recording]]) -> None:
        asked: list[Internal] = [
            internal(leased, command, self.service.name) for leased, command in commands
        ]
        await self.service.execute_internal(asked)
