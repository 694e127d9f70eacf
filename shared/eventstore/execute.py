"""`execute`: the one way in which a command changes anything.

Requests that arrive while a transaction is under way form the next batch: one read,
the pure decisions in order of arrival, one write. A single command is a batch of one.
"""

import asyncio
from collections.abc import Callable, Mapping, Sequence

import structlog

from shared.capability import Capability
from shared.clock import Clock
from shared.errors import Refused, RegisterError
from shared.eventstore.answering import Answering
from shared.eventstore.answers import Answer, Request, Result
from shared.eventstore.deciding import Deciding
from shared.eventstore.governing import Governing, todays
from shared.eventstore.minting import Minting
from shared.eventstore.preparing import (
    Prepared,
    Preparing,
    load_knowledge,
    read_for,
    read_known,
    traced,
    turns,
)
from shared.eventstore.projecting import project
from shared.eventstore.queueing import RequestQueue
from shared.eventstore.store import Conflicted, Store
from shared.rulebook import Rulebook

ATTEMPTS = 8

log = structlog.get_logger()


class Executor:
    """Executes requests in batches, one transaction each.

    `woken` is called after each commit that recorded events: the relay's bell.
    `governing` knows the rules of cases that began under an earlier version.
    """

    def __init__(
        self,
        service: str,
        store: Store,
        capabilities: Sequence[Capability],
        clock: Clock,
        rulebook: Callable[[], Rulebook],
        woken: Callable[[], None] = lambda: None,
        minting: Minting | None = None,
        governing: Governing = todays,
    ) -> None:
        self.service = service
        self.store = store
        self.capabilities: Mapping[str, Capability] = {
            capability.name: capability for capability in capabilities
        }
        self.clock = clock
        self.rulebook = rulebook
        self.governing = governing
        self.woken = woken
        self.minting = minting or Minting()
        self._preparing = Preparing(service, capabilities)
        self._queue = RequestQueue(self._transact)

    async def execute(self, requests: Sequence[Request]) -> list[Answer]:
        """Return the answers, in order; one transaction decides them all.

        Raises what went wrong, if anything but a refusal did; what went well stays.
        """
        answers: list[Answer] = []
        for result in await self.outcomes(requests):
            if isinstance(result, Exception):
                raise result
            answers.append(result)
        return answers

    async def outcomes(self, requests: Sequence[Request]) -> list[Result]:
        """Return for each request its answer, or what pure code raised on it.

        Raises only what the store raised: then nothing of it happened.
        """
        return await self._queue.outcomes([traced(request) for request in requests])

    async def close(self) -> None:
        """Wait for what is under way."""
        await self._queue.close()

    async def _transact(self, requests: Sequence[Request]) -> list[Result]:
        for attempt in range(ATTEMPTS):
            try:
                return await self._attempt(requests)
            except Conflicted:
                await asyncio.sleep(0.002 * 2**attempt)
        raise Refused(
            "busy", "Others keep changing the same case; try again.", "domain §8, 18"
        )

    async def _attempt(self, requests: Sequence[Request]) -> list[Result]:
        rulebook, now = self.rulebook(), self.clock.now()
        prepared = [
            self._preparing.prepare(request, now, rulebook) for request in requests
        ]
        asked_for = [p for p in prepared if isinstance(p, Prepared)]
        async with self.store.unit(turns(p.capability for p in asked_for)) as unit:
            read = await read_for(unit, asked_for)
            prepared = [
                self._preparing.govern(p, read.histories, rulebook, self.governing)
                if isinstance(p, Prepared)
                else p
                for p in prepared
            ]
            asked_for = [p for p in prepared if isinstance(p, Prepared)]
            known = await load_knowledge(
                unit, [(p.capability, p.command) for p in asked_for if p.capability]
            )
            histories = await read_known(
                unit, read.histories, known, self.capabilities.values()
            )
            deciding = Deciding(
                self.service, histories, known, self.minting, read.lengths
            )
            answering = Answering(deciding, read, self.clock.wall())
            results = [
                p if isinstance(p, Exception) else answering.answer(p) for p in prepared
            ]
            if not deciding.writing.nothing:
                await unit.write(deciding.writing)
                await project(unit, self.capabilities, deciding.writing.events)
        if deciding.writing.events:
            self.woken()
        _tell_faults(requests, results)
        return results


def _tell_faults(requests: Sequence[Request], results: Sequence[Result]) -> None:
    """Log what was a fault of ours; only now, since it holds up no transaction."""
    for request, result in zip(requests, results, strict=True):
        if isinstance(result, Exception) and not isinstance(result, RegisterError):
            command_id = str(request.command_id)
            log.error("command failed", command_id=command_id, exc_info=result)
