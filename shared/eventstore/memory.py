"""The event store in memory: the same behaviour, for tests of what stands on it."""

import asyncio
from collections import defaultdict
from collections.abc import AsyncGenerator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

from shared.capability import ClearDeadline, SetDeadline
from shared.eventstore.store import (
    Conflicted,
    DueDeadline,
    HeadKey,
    NewEvent,
    Read,
    Reading,
    StoredAnswer,
    StoredEvent,
    Waiting,
    Writing,
)


class MemoryUnit:
    """One transaction: what it wrote is applied at its end or not at all."""

    def __init__(self, store: "MemoryStore") -> None:
        self._store = store
        self._snapshot = {stream: len(has) for stream, has in store.events.items()}
        self._heads = dict(store.heads)
        self.writings: list[Writing] = []
        self.locked: set[tuple[str, str]] = set()

    @property
    def database(self) -> None:
        """Return None: there are no read tables in memory."""
        return

    async def read(self, reading: Reading) -> Read:
        """Return answers, histories and heads as they stood at the beginning."""
        store = self._store
        await asyncio.sleep(0)
        return Read(
            answers={
                command_id: store.answers[command_id]
                for command_id in reading.answers
                if command_id in store.answers
            },
            histories={
                stream: [
                    event.entry
                    for event in store.events[stream][: self._snapshot[stream]]
                ]
                for stream in reading.streams
                if stream in self._snapshot
            },
            heads={
                key: self._heads[key] for key in reading.heads if key in self._heads
            },
            waiting=self._waiting(reading.heads),
            lengths={
                stream: self._snapshot[stream]
                for stream in reading.lengths
                if stream in self._snapshot
            },
        )

    def _waiting(self, heads: Sequence[HeadKey]) -> dict[HeadKey, Sequence[Waiting]]:
        found: dict[HeadKey, list[Waiting]] = defaultdict(list)
        for (capability, stream, _), message in sorted(self._store.waits.items()):
            if (capability, stream) in heads:
                found[capability, stream].append(message)
        return dict(found)

    async def due(self, now: datetime, limit: int) -> Sequence[DueDeadline]:
        """Return and lock what is due and nobody else's."""
        store = self._store
        free = [
            deadline
            for key, deadline in store.deadlines.items()
            if deadline.due_at <= now and key not in store.locked | store.put_off
        ]
        due = sorted(free, key=lambda deadline: deadline.due_at)[:limit]
        self.locked.update((deadline.stream, deadline.name) for deadline in due)
        store.locked |= self.locked
        return due

    async def write(self, writing: Writing) -> None:
        """Keep it for the end; raise `Conflicted` where a version is taken."""
        await asyncio.sleep(0)
        self.writings.append(writing)

    def commit(self) -> None:
        """Apply everything at once, or raise `Conflicted` and apply nothing."""
        for writing in self.writings:
            self._check(writing)
        for writing in self.writings:
            self._apply(writing)

    def _check(self, writing: Writing) -> None:
        store = self._store
        versions = {stream: len(has) for stream, has in store.events.items()}
        for event in writing.events:
            stream = event.envelope.subject
            if event.envelope.sequence != versions.get(stream, 0) + 1:
                raise Conflicted
            versions[stream] = event.envelope.sequence
        for answer in writing.answers:
            if answer.command_id in store.answers:
                raise Conflicted
        for head in writing.heads:
            if store.heads.get((head.capability, head.stream), 0) != head.was:
                raise Conflicted

    def _apply(self, writing: Writing) -> None:
        store = self._store
        for event in writing.events:
            store.events.setdefault(event.envelope.subject, []).append(event)
        for answer in writing.answers:
            store.answers[answer.command_id] = StoredAnswer(
                answer.digest, answer.answer
            )
        for head in writing.heads:
            store.heads[head.capability, head.stream] = head.now
        for key in writing.released:
            store.waits.pop(key, None)
        for message in writing.parked:
            key = (message.capability, message.stream, message.version)
            earlier = store.waits.get(key)
            store.waits[key] = (
                message
                if earlier is None
                else replace(
                    earlier,
                    reason=message.reason,
                    sentence=message.sentence,
                    attempts=earlier.attempts + 1,
                    due_at=message.due_at,
                    awaits=message.awaits,
                )
            )
            store.awaited[key] = self._snapshot.get(message.awaits or "", 0)
        store.put_off.update((stream, name) for stream, name, _ in writing.put_off)
        for capability, change in writing.deadlines:
            match change:
                case ClearDeadline(stream, name):
                    store.deadlines.pop((stream, name), None)
                case SetDeadline(stream, name, due_at):
                    store.put_off.discard((stream, name))
                    store.deadlines[stream, name] = DueDeadline(
                        stream, name, capability, due_at
                    )


class MemoryStore:
    """Everything in dictionaries; transactions as strict as PostgreSQL's."""

    def __init__(self) -> None:
        self.events: dict[str, list[NewEvent]] = {}
        self.answers: dict[UUID, StoredAnswer] = {}
        self.heads: dict[HeadKey, int] = {}
        self.waits: dict[tuple[str, str, int], Waiting] = {}
        self.awaited: dict[tuple[str, str, int], int] = {}
        self.deadlines: dict[tuple[str, str], DueDeadline] = {}
        self.locked: set[tuple[str, str]] = set()
        self.put_off: set[tuple[str, str]] = set()
        self._turns: dict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    @asynccontextmanager
    async def unit(self, turns: Sequence[str] = ()) -> AsyncGenerator[MemoryUnit]:
        """Open a transaction, having waited for each turn."""
        async with AsyncExitStack() as stack:
            for turn in turns:
                await stack.enter_async_context(self._turns[turn])
            unit = MemoryUnit(self)
            try:
                yield unit
                unit.commit()
            finally:
                self.locked -= unit.locked

    async def stream(
        self, stream: str, after: int, limit: int
    ) -> Sequence[StoredEvent]:
        """Return the events of a stream after a version."""
        return [
            StoredEvent(
                stream=stream,
                version=event.envelope.sequence,
                type=event.envelope.type,
                topic=event.topic,
                entry=event.entry,
                disclosures=event.disclosures,
            )
            for event in self.events.get(stream, [])[after : after + limit]
        ]

    async def stream_heads(self, after: str, limit: int) -> Sequence[tuple[str, int]]:
        """Return streams and their last versions, in byte order."""
        heads = [
            (stream, len(events))
            for stream, events in sorted(self.events.items())
            if stream > after and events[0].topic.endswith(".events")
        ]
        return heads[:limit]

    async def waiting(
        self, capability: str, now: datetime | None, limit: int
    ) -> Sequence[Waiting]:
        """Return what waits for a capability."""
        return [
            message
            for message in sorted(
                self.waits.values(), key=lambda m: (m.since, m.stream, m.version)
            )
            if message.capability == capability and self._is_due(message, now)
        ][:limit]

    def _is_due(self, message: Waiting, now: datetime | None) -> bool:
        if now is None or (message.due_at is not None and message.due_at <= now):
            return True
        came = len(self.events.get(message.awaits or "", []))
        key = (message.capability, message.stream, message.version)
        return came > self.awaited[key]

    async def wake(self, capability: str) -> None:
        """Make everything due that waits for a capability."""
        for key, message in self.waits.items():
            if message.capability == capability:
                self.waits[key] = replace(message, due_at=datetime.now(UTC))

    async def answer(self, command_id: UUID) -> StoredAnswer | None:
        """Return the answer to a command id, if it has one."""
        return self.answers.get(command_id)
