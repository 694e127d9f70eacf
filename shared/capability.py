"""A capability as the kit sees it: rules, what it accepts, hears, owes and shows.

A service is a handful of these. The kit does the rest: it reads the stream, decides,
appends, updates read tables and deadlines in one transaction (design: How a change
happens).
"""

from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias
from uuid import UUID

from asyncpg import Connection, Record

from shared.contracts.contract import CommandData, EventData
from shared.contracts.envelope import Envelope
from shared.contracts.retention import RecordClass
from shared.decider import Decider
from shared.identity.roles import Role
from shared.rulebook import Rulebook

if TYPE_CHECKING:
    from asyncpg.pool import PoolConnectionProxy

    # asyncpg's classes take type arguments only in its stubs.
    Database: TypeAlias = Connection[Record] | PoolConnectionProxy[Record]
else:
    Database = Connection


@dataclass(frozen=True, slots=True)
class Asked:
    """The circumstances of a request: who asks, when, and under which rules.

    `now` is the register's clock. `command_id` is the id of the command, or one
    derived from the event or deadline that led to it. `traceparent` is the trace that
    the request belongs to, if any; `roles` are those of whoever sent a command, none
    where nobody did.
    """

    command_id: UUID
    actor: str
    now: datetime
    rulebook: Rulebook
    traceparent: str | None = None
    roles: frozenset[Role] = frozenset()


@dataclass(frozen=True, slots=True)
class Recorded:
    """An event with its envelope.

    `event` carries its personal fields when it was just decided or heard with its
    disclosures, and has them None when it was read back without.
    """

    envelope: Envelope
    event: EventData


class Command(Protocol):
    """Anything a decider decides: it carries its own `now`."""

    @property
    def now(self) -> datetime:
        """Return the instant on the register's clock."""
        ...


@dataclass(frozen=True, slots=True)
class SetDeadline:
    """Something falls due on a stream at an instant; a later one replaces it."""

    stream: str
    name: str
    due_at: datetime


@dataclass(frozen=True, slots=True)
class ClearDeadline:
    """Nothing falls due any more under this name on the stream."""

    stream: str
    name: str


DeadlineChange = SetDeadline | ClearDeadline


class Knowledge(Protocol):
    """What a rule over many streams must know, loaded once a batch.

    `turn` names the lock that lets one batch at a time decide by it (a row of the
    table `turns`). `load` reads it for all the commands of a batch inside the
    transaction; `inform` returns the command with what it must know, having seen
    the effects of the commands before it; `learn` takes those effects in.
    """

    turn: str | None

    async def load(self, database: Database, commands: Sequence[Any]) -> Any: ...  # noqa: ANN401, D102

    def inform(self, command: Any, known: Any) -> Any: ...  # noqa: ANN401, D102

    def learn(self, known: Any, event: EventData) -> Any: ...  # noqa: ANN401, D102


@dataclass(frozen=True, slots=True)
class Holding:
    """What a read table holds of a person, and the statement that erases it.

    The statement takes the person's id as `$1`; `record` is the kind of record that it
    belongs to, kept or erased as one.
    """

    table: str
    record: RecordClass
    statement: str


Translate = Callable[[Any, Asked], Any]
React = Callable[[Any, Asked], Sequence[Any]]
Due = Callable[[str, Asked], Any]
Project = Callable[[Database, Sequence[Recorded]], Awaitable[None]]


async def _nothing(_database: Database, _events: Sequence[Recorded]) -> None:
    """Project nothing."""


def _no_streams(_known: Any) -> Collection[str]:  # noqa: ANN401 - any knowledge
    return ()


def _no_deadlines(_event: EventData) -> Sequence[DeadlineChange]:
    return ()


@dataclass(frozen=True)
class Capability:
    """One capability, wired: pure rules and the thin shell around them.

    `owns` are the events its decider makes. `stream_of` names the stream of a domain
    command. `accepts` translates a command contract (from HTTP or Kafka) into a domain
    command; `hears` turns an event of any service, this one included, into domain
    commands; `due` turns a deadline of a stream into one. `project` updates this
    capability's read tables from its own events, `take_in` from events it hears; both
    run in the deciding transaction. `topic` is the kind of topic its events go to,
    `holds` says how a person is erased from the read tables.
    `streams_known` are the streams that its knowledge names, which no command could:
    the stream of an entry, of which only the person is told.
    Where it is not `remembering`, no rule looks back: of a stream only its version is
    read. Where it is not `addressed`, the sender of a command cannot know its stream.
    Who sends a `blind` command is not to learn how far its stream is, since others act
    on it whom they do not see: it takes no expected version, and its answer tells none.
    Where it `keeps_rules`, a stream stays under the version of the rulebook under which
    it began, for commands, events heard and deadlines alike.
    """

    name: str
    decider: Decider[Any, Any, Any]
    owns: tuple[type[EventData], ...]
    stream_of: Callable[[Any], str]
    accepts: Mapping[type[CommandData], Translate] = field(
        default_factory=lambda: MappingProxyType({})
    )
    hears: Mapping[type[EventData], React] = field(
        default_factory=lambda: MappingProxyType({})
    )
    topics: tuple[str, ...] = ()
    due: Mapping[str, Due] = field(default_factory=lambda: MappingProxyType({}))
    deadlines: Callable[[Any], Sequence[DeadlineChange]] = _no_deadlines
    knowledge: Knowledge | None = None
    streams_known: Callable[[Any], Collection[str]] = _no_streams
    holds: tuple[Holding, ...] = ()
    project: Project = _nothing
    take_in: Project = _nothing
    topic: str = "events"
    remembering: bool = True
    addressed: bool = True
    keeps_rules: bool = False
    blind: frozenset[type[CommandData]] = frozenset()
