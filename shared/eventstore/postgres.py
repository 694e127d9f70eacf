"""The event store in PostgreSQL.

Every transaction is REPEATABLE READ and reads before it first writes, so that it takes
its transaction id after what it builds on has committed: transaction order agrees with
version order, and the relay may read in transaction order.
"""

from collections import defaultdict
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from uuid import UUID

import asyncpg
from asyncpg import Pool, Record

from shared.capability import ClearDeadline, Database, SetDeadline
from shared.eventstore import statements
from shared.eventstore.copying import WORTH_COPYING, copy_in
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

ANSWERS, ENTRIES, HEADS, LENGTHS = 1, 2, 3, 4


class PostgresUnit:
    """One transaction on PostgreSQL."""

    def __init__(self, connection: Database, epoch: int) -> None:
        self._connection = connection
        self._epoch = epoch

    @property
    def database(self) -> Database:
        """Return the connection, for read tables in the same transaction."""
        return self._connection

    async def read(self, reading: Reading) -> Read:
        """Return answers, histories and heads in one round trip."""
        rows = await self._connection.fetch(
            statements.READ,
            reading.answers,
            reading.streams,
            [capability for capability, _ in reading.heads],
            [stream for _, stream in reading.heads],
            reading.lengths,
        )
        answers: dict[UUID, StoredAnswer] = {}
        entries: dict[str, list[tuple[int, bytes]]] = defaultdict(list)
        heads: dict[HeadKey, int] = {}
        lengths: dict[str, int] = {}
        for kind, key, second, version, one, two in rows:
            if kind == ENTRIES:
                entries[key].append((version, one))
            elif kind == ANSWERS:
                answers[UUID(key)] = StoredAnswer(one, two)
            elif kind == LENGTHS:
                lengths[key] = version or 0
            else:
                heads[key, second] = version
        histories = {
            stream: [entry for _, entry in sorted(versions)]
            for stream, versions in entries.items()
        }
        waiting = await self._waiting(reading.heads) if reading.heads else {}
        return Read(answers, histories, heads, waiting, lengths)

    async def _waiting(
        self, heads: Sequence[HeadKey]
    ) -> dict[HeadKey, Sequence[Waiting]]:
        rows = await self._connection.fetch(
            statements.WAITING_BEHIND,
            [capability for capability, _ in heads],
            [stream for _, stream in heads],
        )
        waiting: dict[HeadKey, list[Waiting]] = defaultdict(list)
        for row in rows:
            message = _waiting(row)
            waiting[message.capability, message.stream].append(message)
        return dict(waiting)

    async def due(self, now: datetime, limit: int) -> Sequence[DueDeadline]:
        """Return and lock what is due and nobody else's."""
        rows = await self._connection.fetch(statements.DUE, now, limit)
        return [DueDeadline(**dict(row)) for row in rows]

    async def write(self, writing: Writing) -> None:
        """Write everything; a small batch's events, answers and heads at one go."""
        if len(writing.events) >= WORTH_COPYING:
            moved = await copy_in(self._connection, self._epoch, writing)
            if moved != len(writing.heads):
                raise Conflicted
        else:
            await self._write_at_one_go(writing)
        await self._write_rest(writing)

    async def _write_at_one_go(self, writing: Writing) -> None:
        plain = not (
            writing.heads or any(event.disclosures for event in writing.events)
        )
        answers = (
            [answer.command_id for answer in writing.answers],
            [answer.digest for answer in writing.answers],
            [answer.answer for answer in writing.answers],
        )
        if plain:
            await self._connection.execute(
                statements.EVENTS_ONLY, self._epoch, *_events(writing.events), *answers
            )
        else:
            moved = await self._connection.fetchval(
                statements.WRITE,
                self._epoch,
                *_events(writing.events),
                *_disclosures(writing.events),
                *answers,
                [head.capability for head in writing.heads],
                [head.stream for head in writing.heads],
                [head.was for head in writing.heads],
                [head.now for head in writing.heads],
            )
            if moved != len(writing.heads):
                raise Conflicted

    async def _write_rest(self, writing: Writing) -> None:
        connection = self._connection
        if writing.put_off:
            await connection.executemany(statements.PUT_OFF, writing.put_off)
        if writing.released:
            await connection.executemany(statements.RELEASE, writing.released)
        if writing.parked:
            await connection.executemany(
                statements.PARK, [_parked(message) for message in writing.parked]
            )
        cleared = [
            (change.stream, change.name)
            for _, change in writing.deadlines
            if isinstance(change, ClearDeadline)
        ]
        if cleared:
            await connection.execute(
                statements.CLEAR_DEADLINE, *map(list, zip(*cleared, strict=True))
            )
        last = {
            (change.stream, change.name): (capability, change)
            for capability, change in writing.deadlines
        }
        setting = [
            (change.stream, change.name, capability, change.due_at)
            for capability, change in last.values()
            if isinstance(change, SetDeadline)
        ]
        if setting:
            await connection.execute(
                statements.SET_DEADLINE, *map(list, zip(*setting, strict=True))
            )


class PostgresStore:
    """One service's events in its own database.

    `epoch` is that of this cluster of PostgreSQL (`open_epoch`). A fresh pool's
    connections are REPEATABLE READ by their settings (`shared.database`).
    """

    def __init__(self, pool: "Pool[Record]", epoch: int) -> None:
        self.pool = pool
        self.epoch = epoch

    @asynccontextmanager
    async def unit(self, turns: Sequence[str] = ()) -> AsyncGenerator[PostgresUnit]:
        """Open a transaction, having waited for each turn.

        A turn is an advisory lock of the session, taken before the transaction begins:
        taken inside, its statement would fix the snapshot before the wait, and what
        the one before us did would stay unseen.
        """
        async with (
            self.pool.acquire() as connection,
            _in_turn(connection, turns),
        ):
            try:
                async with connection.transaction(isolation="repeatable_read"):
                    yield PostgresUnit(connection, self.epoch)
            except (
                asyncpg.UniqueViolationError,
                asyncpg.SerializationError,
                asyncpg.DeadlockDetectedError,
            ) as error:
                raise Conflicted from error

    async def stream(
        self, stream: str, after: int, limit: int
    ) -> Sequence[StoredEvent]:
        """Return the events of a stream after a version."""
        rows = await self.pool.fetch(statements.STREAM, stream, after, limit)
        return [
            StoredEvent(
                stream=row["stream"],
                version=row["version"],
                type=row["type"],
                topic=row["topic"],
                entry=row["entry"],
                disclosures=tuple(row["disclosures"].split("~"))
                if row["disclosures"]
                else (),
            )
            for row in rows
        ]

    async def stream_heads(self, after: str, limit: int) -> Sequence[tuple[str, int]]:
        """Return streams and their last versions, in byte order."""
        rows = await self.pool.fetch(statements.HEADS, after, limit)
        return [(row["stream"], row["version"]) for row in rows]

    async def waiting(
        self, capability: str, now: datetime | None, limit: int
    ) -> Sequence[Waiting]:
        """Return what waits for a capability."""
        rows = await self.pool.fetch(statements.WAITING, capability, now, limit)
        return [_waiting(row) for row in rows]

    async def wake(self, capability: str) -> None:
        """Make everything due that waits for a capability."""
        await self.pool.execute(statements.WAKE, capability)

    async def answer(self, command_id: UUID) -> StoredAnswer | None:
        """Return the answer to a command id, if it has one."""
        row = await self.pool.fetchrow(statements.ANSWER, command_id)
        return None if row is None else StoredAnswer(row["digest"], row["answer"])


@asynccontextmanager
async def _in_turn(connection: Database, turns: Sequence[str]) -> AsyncGenerator[None]:
    """Hold every turn; a connection that could not let go of one is not used again."""
    if not turns:
        yield
        return
    released = False
    try:
        for turn in turns:
            await connection.execute(statements.TAKE_TURN, turn)
        yield
    finally:
        try:
            if not connection.is_closed():
                await connection.execute(statements.END_TURNS)
            released = True
        finally:
            if not released:
                connection.terminate()


def _events(events: Sequence[NewEvent]) -> tuple[list[object], ...]:
    envelopes = [event.envelope for event in events]
    return (
        [envelope.subject for envelope in envelopes],
        [envelope.sequence for envelope in envelopes],
        [envelope.id for envelope in envelopes],
        [envelope.type for envelope in envelopes],
        [event.topic for event in events],
        [envelope.walltime for envelope in envelopes],
        [bool(event.disclosures) for event in events],
        [event.traceparent for event in events],
        [event.entry for event in events],
    )


def _disclosures(events: Sequence[NewEvent]) -> tuple[list[object], ...]:
    rows = [
        (event.envelope.id, event.person_id, "~".join(event.disclosures))
        for event in events
        if event.disclosures
    ]
    return (
        [row[0] for row in rows],
        [row[1] for row in rows],
        [row[2] for row in rows],
    )


def _parked(message: Waiting) -> tuple[object, ...]:
    return (
        message.capability,
        message.stream,
        message.version,
        message.reason,
        message.sentence,
        message.source,
        message.attempts,
        message.since,
        message.due_at,
        message.awaits,
        message.record,
        message.disclosures,
    )


def _waiting(row: Record) -> Waiting:
    return Waiting(**dict(row))
