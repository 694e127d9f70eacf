"""The inbox: one subscriber a capability, one transaction a batch, no gap passed.

*Poison* is only what pure code raises: it waits with its reason. *Weather* is what I/O
raises: the batch is refused after a pause, FastStream seeks back, nothing is parked.
"""

import asyncio
from collections import deque
from collections.abc import Callable, Sequence
from datetime import datetime

import structlog

from shared.capability import Capability
from shared.clock import Clock
from shared.erasing.erasure import erasures_in, note
from shared.errors import TooManyFailures
from shared.eventstore.deciding import Deciding
from shared.eventstore.governing import Governing, todays
from shared.eventstore.minting import Minting
from shared.eventstore.preparing import load_knowledge, read_known, turns
from shared.eventstore.projecting import project
from shared.eventstore.store import Conflicted, Reading, Store, Unit, Waiting
from shared.messaging.arrivals import (
    UNREADABLE,
    Arrival,
    Unheard,
    judge,
    judge_bytes,
)
from shared.messaging.broker import KafkaRecord
from shared.messaging.failing import Failing
from shared.messaging.hearing import Hearing, governed, react
from shared.messaging.withholding import withhold_erased
from shared.rulebook import Rulebook

ATTEMPTS = 20
PAUSE_SECONDS = 1.0
MOST_FIRST_FAILURES = 100
FAILURE_WINDOW_SECONDS = 60.0

log = structlog.get_logger()


class Inbox:
    """Takes what one capability hears."""

    def __init__(
        self,
        service: str,
        capability: Capability,
        store: Store,
        clock: Clock,
        rulebook: Callable[[], Rulebook],
        woken: Callable[[], None] = lambda: None,
        minting: Minting | None = None,
        governing: Governing = todays,
    ) -> None:
        self.service = service
        self.capability = capability
        self.store = store
        self.clock = clock
        self.rulebook = rulebook
        self.governing = governing
        self.woken = woken
        self.minting = minting or Minting()
        self.stopped: str | None = None
        self.failing = Failing()
        self.handled = 0
        self.last_progress = clock.wall()
        self._failures: deque[tuple[datetime, int]] = deque(maxlen=MOST_FIRST_FAILURES)
        self._one_at_a_time = asyncio.Lock()

    @property
    def busy(self) -> bool:
        """Tell whether a batch is under way."""
        return self._one_at_a_time.locked()

    async def on_records(self, records: Sequence[KafkaRecord]) -> None:
        """Take a batch from Kafka; on weather, pause, and raise to have it again."""
        try:
            await self.take([judge(record) for record in records])
            self.failing.note_success(records)
        except Exception as error:
            self.failing.note_failure(records, self.clock.wall())
            log.warning(
                "batch refused",
                capability=self.capability.name,
                cause=type(error).__name__,
            )
            await asyncio.sleep(PAUSE_SECONDS)
            raise

    async def retry(self, messages: Sequence[Waiting]) -> None:
        """Take waiting messages once more."""
        await self.take([_again(message) for message in messages])

    async def take(self, arrivals: Sequence[Arrival]) -> None:
        """Handle what is next, park what is not; one transaction."""
        if self.stopped is not None:
            raise TooManyFailures(self.stopped)
        async with self._one_at_a_time:
            for attempt in range(ATTEMPTS):
                try:
                    await self._attempt(arrivals)
                except Conflicted:
                    if attempt == ATTEMPTS - 1:
                        raise
                    await asyncio.sleep(0.002 * 2 ** min(attempt, 6))
                else:
                    break
        self.last_progress = self.clock.wall()

    async def _attempt(self, arrivals: Sequence[Arrival]) -> None:
        capability, rulebook = self.capability, self.rulebook()
        knows = [capability] if capability.hears else []
        async with self.store.unit(turns(knows)) as unit:
            arrivals = await withhold_erased(unit.database, arrivals)
            hearing = await self._open(unit, arrivals)
            in_turn = hearing.in_turn(arrivals)
            now = self.clock.now()
            for heard in hearing.next_ones(in_turn):
                hearing.reactions[heard.stream, heard.version] = react(
                    capability, self.service, heard, now, rulebook, self.governing
                )
            deciding = await self._prepare(unit, hearing, rulebook)
            hearing.settle(in_turn, deciding)
            self._stop_if_too_many(hearing.first_failures)
            writing = deciding.writing
            if not writing.nothing:
                await unit.write(writing)
                if unit.database is not None and hearing.handled:
                    await capability.take_in(unit.database, hearing.handled)
                    await note(unit.database, erasures_in(hearing.handled))
                await project(unit, {capability.name: capability}, writing.events)
        if hearing.first_failures:
            self._failures.append((self.clock.wall(), hearing.first_failures))
        self.handled += len(hearing.handled)
        if writing.events:
            self.woken()

    async def _open(self, unit: Unit, arrivals: Sequence[Arrival]) -> Hearing:
        name = self.capability.name
        streams = sorted({arrival.stream for arrival in arrivals})
        read = await unit.read(Reading(heads=[(name, stream) for stream in streams]))
        return Hearing(
            capability=self.capability,
            heads={stream: head for (_, stream), head in read.heads.items()},
            waits={stream: messages for (_, stream), messages in read.waiting.items()},
            wall=self.clock.wall(),
            judge_waiting=_again,
        )

    async def _prepare(self, unit: Unit, hearing: Hearing, today: Rulebook) -> Deciding:
        reactions = hearing.reactions.values()
        streams = sorted({one for reaction in reactions for one in reaction.streams})
        read = await unit.read(Reading(streams=streams)) if streams else None
        if read is not None and self.capability.keeps_rules:
            for place, reaction in hearing.reactions.items():
                hearing.reactions[place] = governed(
                    self.capability, reaction, read.histories, today, self.governing
                )
            reactions = hearing.reactions.values()
        known = await load_knowledge(
            unit,
            [
                (self.capability, command)
                for reaction in reactions
                for command in reaction.commands
            ],
        )
        histories = await read_known(
            unit, read.histories if read else {}, known, [self.capability]
        )
        return Deciding(self.service, histories, known, self.minting)

    def _stop_if_too_many(self, failures: int) -> None:
        """Stop where too many messages fail for the first time in a short time.

        A bad deployment would otherwise park a whole topic.
        """
        if not failures:
            return
        wall = self.clock.wall()
        total = failures + sum(
            count
            for then, count in self._failures
            if (wall - then).total_seconds() <= FAILURE_WINDOW_SECONDS
        )
        if total > MOST_FIRST_FAILURES:
            self.stopped = (
                f"{self.capability.name} stopped: {total} messages failed for the"
                f" first time within {FAILURE_WINDOW_SECONDS:.0f} seconds."
            )
            log.error("consumer stopped", capability=self.capability.name, count=total)
            raise TooManyFailures(self.stopped)


def _again(message: Waiting) -> Arrival:
    """Return a waiting message as it arrived, judged by today's contracts.

    What could not even be placed in a stream stays so: its headers are gone, and its
    producer still has the event.
    """
    if message.stream.startswith(f"{UNREADABLE}/"):
        return Unheard(
            message.stream,
            message.version,
            message.reason,
            message.sentence,
            message.source,
            message.record,
            message.disclosures,
            holds_up=False,
        )
    place = (message.stream, message.version)
    return judge_bytes(message.record, message.disclosures, place)
