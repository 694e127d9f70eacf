"""What an event store is: one transaction at a time that reads first and writes once.

The PostgreSQL and the memory store pass the same tests.
"""

from collections.abc import Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol
from uuid import UUID

from shared.capability import Database, DeadlineChange
from shared.contracts.contract import EventData
from shared.contracts.envelope import Envelope

HeadKey = tuple[str, str]
"""A capability and a stream."""


@dataclass(frozen=True, slots=True)
class NewEvent:
    """A decided event on its way into the store; `entry` is its one form for ever."""

    envelope: Envelope
    event: EventData
    entry: bytes
    disclosures: tuple[str, ...]
    topic: str
    traceparent: str | None = None

    @property
    def person_id(self) -> UUID | None:
        """Return the person whose personal data the event seals, if it names one."""
        person = vars(self.event).get("person_id")
        return person if isinstance(person, UUID) else None


@dataclass(frozen=True, slots=True)
class StoredEvent:
    """An event as it rests: its bytes, and the disclosures that still exist."""

    stream: str
    version: int
    type: str
    topic: str
    entry: bytes
    disclosures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NewAnswer:
    """The answer to a command, kept with what it led to."""

    command_id: UUID
    digest: bytes
    answer: bytes


@dataclass(frozen=True, slots=True)
class StoredAnswer:
    """An earlier answer, and the digest of the command it answers."""

    digest: bytes
    answer: bytes


@dataclass(frozen=True, slots=True)
class HeadMove:
    """A capability handled a stream up to `now`, having been at `was`."""

    capability: str
    stream: str
    was: int
    now: int


@dataclass(frozen=True, slots=True)
class Waiting:
    """A message that a capability could not handle yet, whole, with the reason.

    `due_at` is when to try again by itself (wall clock), None for never; `awaits`
    the stream whose next event makes it due.
    """

    capability: str
    stream: str
    version: int
    reason: str
    sentence: str
    source: str
    attempts: int
    since: datetime
    due_at: datetime | None
    awaits: str | None
    record: bytes
    disclosures: str


@dataclass(frozen=True, slots=True)
class DueDeadline:
    """A deadline that has fallen due."""

    stream: str
    name: str
    capability: str
    due_at: datetime


@dataclass(slots=True)
class Writing:
    """Everything that one transaction writes.

    `put_off` are deadlines (stream, name) that could not be met, and for how many
    seconds, by the wall clock, nobody tries again.
    """

    events: list[NewEvent] = field(default_factory=list[NewEvent])
    answers: list[NewAnswer] = field(default_factory=list[NewAnswer])
    deadlines: list[tuple[str, DeadlineChange]] = field(
        default_factory=list[tuple[str, DeadlineChange]]
    )
    heads: list[HeadMove] = field(default_factory=list[HeadMove])
    parked: list[Waiting] = field(default_factory=list[Waiting])
    released: list[tuple[str, str, int]] = field(
        default_factory=list[tuple[str, str, int]]
    )
    put_off: list[tuple[str, str, float]] = field(
        default_factory=list[tuple[str, str, float]]
    )

    @property
    def nothing(self) -> bool:
        """Tell whether there is nothing to write."""
        return not (
            self.events
            or self.answers
            or self.deadlines
            or self.heads
            or self.parked
            or self.released
            or self.put_off
        )


@dataclass(frozen=True, slots=True)
class Reading:
    """What a transaction must know before it writes; of `lengths` only the versions."""

    answers: Sequence[UUID] = ()
    streams: Sequence[str] = ()
    heads: Sequence[HeadKey] = ()
    lengths: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Read:
    """What the store holds of what was asked; what is absent is not there.

    `histories` are entries by stream, in version order from 1; `waiting` are the
    messages that wait on the streams whose heads were asked for.
    """

    answers: Mapping[UUID, StoredAnswer]
    histories: Mapping[str, Sequence[bytes]]
    heads: Mapping[HeadKey, int]
    waiting: Mapping[HeadKey, Sequence[Waiting]]
    lengths: Mapping[str, int] = field(default_factory=dict[str, int])


class Conflicted(Exception):
    """Another transaction was first; read again and decide anew."""


class Unit(Protocol):
    """One transaction: reads, then one write; committed when its block ends well."""

    @property
    def database(self) -> Database | None:
        """Return the connection for read tables; None in the memory store."""
        ...

    async def read(self, reading: Reading) -> Read:
        """Return what the store holds."""
        ...

    async def due(self, now: datetime, limit: int) -> Sequence[DueDeadline]:
        """Return and lock deadlines due by `now` that nobody else works on."""
        ...

    async def write(self, writing: Writing) -> None:
        """Write it all; raises `Conflicted` where a version is already taken."""
        ...


class Store(Protocol):
    """Where the events of one service rest."""

    def unit(self, turns: Sequence[str] = ()) -> AbstractAsyncContextManager[Unit]:
        """Open a transaction, having waited for each named turn.

        Raises `Conflicted` at its end where another transaction was first.
        """
        ...

    async def stream(
        self, stream: str, after: int, limit: int
    ) -> Sequence[StoredEvent]:
        """Return the events of a stream after a version, with their disclosures."""
        ...

    async def stream_heads(self, after: str, limit: int) -> Sequence[tuple[str, int]]:
        """Return streams and their last versions, in byte order after a stream."""
        ...

    async def waiting(
        self, capability: str, now: datetime | None, limit: int
    ) -> Sequence[Waiting]:
        """Return what waits for a capability: all, or only what is due by `now`.

        What waits for a stream is due too, once that stream has moved on.
        """
        ...

    async def wake(self, capability: str) -> None:
        """Make everything due that waits for a capability."""
        ...

    async def answer(self, command_id: UUID) -> StoredAnswer | None:
        """Return the answer to a command id, if it has one."""
        ...
