"""The eraser: does what is noted, and says so, in one transaction for each erasure.

For some minutes it goes over the same ground again: a transaction that was under way
when the person was erased may have written about them since.
"""

import asyncio
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import TypeAlias
from uuid import UUID

import structlog
from asyncpg import Pool, Record

from shared.capability import Capability, Database
from shared.clock import Clock
from shared.contracts.messaging import ErasureConfirmed
from shared.database import WEATHER
from shared.decider import Decider
from shared.erasing.erasure import PERSON, Erasure, erasure_from
from shared.erasing.forgetting import Forget, Forgotten, forget
from shared.errors import RegisterError
from shared.eventstore.deciding import Deciding
from shared.eventstore.minting import Minting
from shared.eventstore.recording import Circumstances
from shared.eventstore.store import Conflicted, Reading, Store
from shared.rulebook import Rulebook

POLL_SECONDS = 0.5
AGAIN_SECONDS = 10.0

PENDING = "SELECT * FROM erasures WHERE done_at IS NULL ORDER BY noted_at LIMIT 100"

RECENT = """
SELECT * FROM erasures WHERE done_at > clock_timestamp() - interval '10 minutes'
"""

DONE = "UPDATE erasures SET done_at = clock_timestamp() WHERE erasure_id = $1"

ANY_PENDING = "SELECT EXISTS (SELECT FROM erasures WHERE done_at IS NULL)"

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Confirm:
    """This service has erased a person; `went` counts what it held."""

    service: str
    erasure: Erasure
    went: Forgotten


Confirmed: TypeAlias = bool


def decide(command: Confirm, confirmed: Confirmed) -> Sequence[ErasureConfirmed]:
    """Return the confirmation, which is given once."""
    if confirmed:
        return []
    return [
        ErasureConfirmed(
            about=f"{PERSON}{command.erasure.person_id}",
            erasure_id=command.erasure.erasure_id,
            service=command.service,
            disclosures=command.went.disclosures,
            rows=command.went.rows,
            waiting=command.went.waiting,
            answers=command.went.answers,
        )
    ]


def evolve(_confirmed: Confirmed, _event: ErasureConfirmed) -> Confirmed:
    """Return that it is confirmed."""
    return True


def confirmation_stream(erasure_id: UUID, service: str) -> str:
    """Return the stream on which a service confirms an erasure."""
    return f"erasure/{erasure_id}/{service}"


def _stream_of(command: Confirm) -> str:
    return confirmation_stream(command.erasure.erasure_id, command.service)


ERASING = Capability(
    name="erasing",
    decider=Decider[Confirm, Confirmed, ErasureConfirmed](
        initial=False, decide=decide, evolve=evolve
    ),
    owns=(ErasureConfirmed,),
    stream_of=_stream_of,
    accepts=MappingProxyType({}),
)
"""The capability that every service has by the kit."""


class Eraser:
    """Erases people from one service's database.

    `besides` erases what a service holds in tables of its own kind; `woken` is called
    after each confirmation.
    """

    def __init__(
        self,
        service: str,
        store: Store,
        capabilities: Sequence[Capability],
        clock: Clock,
        rulebook: Callable[[], Rulebook],
        woken: Callable[[], None] = lambda: None,
        besides: Sequence[Forget] = (),
    ) -> None:
        self.service = service
        self.store = store
        self.holdings = [held for one in capabilities for held in one.holds]
        self.clock = clock
        self.rulebook = rulebook
        self.woken = woken
        self.besides = besides
        self.minting = Minting()

    async def run(self) -> None:
        """Erase whatever is noted, until cancelled."""
        again_at = time.monotonic()
        while True:
            try:
                await self.erase_pending()
                if time.monotonic() >= again_at:
                    again_at = time.monotonic() + AGAIN_SECONDS
                    await self.erase_again()
            except (RegisterError, Conflicted, *WEATHER) as error:
                log.warning("person not erased yet", cause=type(error).__name__)
            await asyncio.sleep(POLL_SECONDS)

    async def erase_pending(self) -> int:
        """Erase what is noted and not done; return how many erasures were done."""
        pending = await self._read(PENDING)
        for erasure in pending:
            await self._erase(erasure)
        return len(pending)

    async def erase_again(self) -> None:
        """Go over what was erased lately; what came since goes too."""
        for erasure in await self._read(RECENT):
            async with self.store.unit() as unit:
                if unit.database is None:
                    return
                went = await self._forget(unit.database, erasure)
            if not went.nothing:
                log.warning(
                    "late arrivals erased",
                    erasure=str(erasure.erasure_id),
                    disclosures=went.disclosures,
                )

    async def _erase(self, erasure: Erasure) -> None:
        stream = confirmation_stream(erasure.erasure_id, self.service)
        async with self.store.unit() as unit:
            # What is read first fixes the snapshot, before anything is written.
            read = await unit.read(Reading(streams=[stream]))
            if unit.database is None:
                return
            went = await self._forget(unit.database, erasure)
            deciding = Deciding(self.service, read.histories, {}, self.minting)
            if erasure.confirm:
                command = Confirm(self.service, erasure, went)
                deciding.decide(ERASING, command, self._circumstances(erasure))
                await unit.write(deciding.writing)
            await unit.database.execute(DONE, erasure.erasure_id)
        log.info(
            "person erased",
            erasure=str(erasure.erasure_id),
            disclosures=went.disclosures,
            rows=went.rows,
        )
        if deciding.writing.events:
            self.woken()

    async def _forget(self, database: Database, erasure: Erasure) -> Forgotten:
        return await forget(database, erasure, self.holdings, self.besides)

    async def _read(self, query: str) -> list[Erasure]:
        async with self.store.unit() as unit:
            if unit.database is None:
                return []
            return [erasure_from(row) for row in await unit.database.fetch(query)]

    def _circumstances(self, erasure: Erasure) -> Circumstances:
        return Circumstances(
            actor=f"service:{self.service}",
            now=self.clock.now(),
            wall=self.clock.wall(),
            rulebook=self.rulebook().version_label,
            correlation_id=erasure.correlation_id,
            causation_id=erasure.event_id,
        )


async def has_erasures(pool: "Pool[Record]") -> bool:
    """Tell whether an erasure is noted and not done."""
    return bool(await pool.fetchval(ANY_PENDING))
