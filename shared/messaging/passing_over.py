"""Waiting messages on somebody's word: tried again, or passed over with a reason.

Both are events, so that the audit knows who let a message go, and why.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from types import MappingProxyType
from uuid import NAMESPACE_URL, uuid5

from shared.capability import Asked, Capability, Database, Recorded
from shared.contracts import messaging as contracts
from shared.contracts.contract import EventData
from shared.decider import Decider
from shared.errors import Refused
from shared.eventstore.store import Conflicted

WAITING = uuid5(NAMESPACE_URL, "register:waiting")
UNREADABLE = "unreadable/"
IN_ORDER = "decision 0007"
"""Where it is decided that a stream is heard in order, and what waits is not lost."""

WHAT_WAITS = """
SELECT capability, stream, version FROM waiting
WHERE (capability, stream) IN (SELECT * FROM unnest($1::text[], $2::text[]))
"""
HEADS = """
SELECT capability, stream, version FROM inbox
WHERE (capability, stream) IN (SELECT * FROM unnest($1::text[], $2::text[]))
"""
PASSED = """
WITH moved AS (
    UPDATE inbox SET version = $3
    WHERE capability = $1 AND stream = $2 AND version = $3 - 1
    RETURNING 1
), entered AS (
    INSERT INTO inbox (capability, stream, version)
    SELECT $1, $2, $3 WHERE $3 = 1::bigint
    RETURNING 1
)
SELECT (SELECT count(*) FROM moved) + (SELECT count(*) FROM entered)
"""
# By compare-and-set, as in any transaction that handles a message: a head that moved
# meanwhile is not set back. A head that was entered meanwhile violates the key.


@dataclass(frozen=True, slots=True)
class Retry:
    """Try a waiting message again now."""

    capability: str
    stream: str
    version: int
    reason: str
    now: datetime
    waits: bool = False


@dataclass(frozen=True, slots=True)
class PassOver:
    """Give a waiting message up. Its stream is to go on with `next_version`."""

    capability: str
    stream: str
    version: int
    reason: str
    explanation: str | None
    now: datetime
    waits: bool = False
    next_version: int = 1


Command = Retry | PassOver
Message = tuple[str, str, int]


@dataclass(frozen=True, slots=True)
class Known:
    """What waits, and the version each stream goes on with."""

    waiting: frozenset[Message]
    next_versions: MappingProxyType[tuple[str, str], int]


def decide(command: Command, _state: None) -> Sequence[EventData]:
    """Return the event, or refuse what does not wait or is not next."""
    match command:
        case Retry():
            return _retry(command)
        case PassOver():
            return _pass_over(command)


def _retry(command: Retry) -> Sequence[EventData]:
    if not command.waits:
        raise Refused("not-waiting", "No such message waits.", IN_ORDER)
    return [
        contracts.MessageRetried(
            capability=command.capability,
            stream=command.stream,
            version=command.version,
            reason=command.reason,
        )
    ]


def _pass_over(command: PassOver) -> Sequence[EventData]:
    if not command.waits:
        raise Refused("not-waiting", "No such message waits.", IN_ORDER)
    unreadable = command.stream.startswith(UNREADABLE)
    if not unreadable and command.version != command.next_version:
        raise Refused(
            "not-next",
            f"Version {command.next_version} of this stream comes first.",
            IN_ORDER,
        )
    return [
        contracts.MessagePassedOver(
            capability=command.capability,
            stream=command.stream,
            version=command.version,
            reason=command.reason,
            explanation=command.explanation,
        )
    ]


class WhatWaits:
    """Loads the waiting messages that the commands of a batch name."""

    turn: str | None = None

    async def load(self, database: Database, commands: Sequence[Command]) -> Known:
        """Return what waits on the streams concerned."""
        capabilities = [command.capability for command in commands]
        streams = [command.stream for command in commands]
        rows = await database.fetch(WHAT_WAITS, capabilities, streams)
        heads = await database.fetch(HEADS, capabilities, streams)
        waiting = {(row["capability"], row["stream"], row["version"]) for row in rows}
        nexts = {
            (row["capability"], row["stream"]): row["version"] + 1 for row in heads
        }
        # A version that never came can be passed over too, once others wait for it.
        for capability, stream, _ in list(waiting):
            following = nexts.setdefault((capability, stream), 1)
            if not stream.startswith(UNREADABLE):
                waiting.add((capability, stream, following))
        return Known(frozenset(waiting), MappingProxyType(nexts))

    def inform(self, command: Command, known: Known) -> Command:
        """Return the command knowing whether its message waits."""
        key = (command.capability, command.stream)
        waits = (*key, command.version) in known.waiting
        if isinstance(command, Retry):
            return replace(command, waits=waits)
        following = known.next_versions.get(key, 1)
        return replace(command, waits=waits, next_version=following)

    def learn(self, known: Known, event: EventData) -> Known:
        """Learn that a message was given up, and that the one behind it is next."""
        match event:
            case contracts.MessagePassedOver(
                capability=capability, stream=stream, version=version
            ):
                waiting = known.waiting - {(capability, stream, version)}
                nexts = dict(known.next_versions)
                if not stream.startswith(UNREADABLE):
                    nexts[capability, stream] = version + 1
                return Known(waiting, MappingProxyType(nexts))
            case _:
                return known


async def _project(database: Database, recorded: Sequence[Recorded]) -> None:
    for record in recorded:
        match record.event:
            case contracts.MessageRetried(
                capability=capability, stream=stream, version=version
            ):
                await database.execute(
                    "UPDATE waiting SET due_at = clock_timestamp()"
                    " WHERE capability = $1 AND stream = $2 AND version = $3",
                    capability,
                    stream,
                    version,
                )
            case contracts.MessagePassedOver(
                capability=capability, stream=stream, version=version
            ):
                await _let_go(database, capability, stream, version)
            case _:
                pass


async def _let_go(
    database: Database, capability: str, stream: str, version: int
) -> None:
    await database.execute(
        "DELETE FROM waiting WHERE capability = $1 AND stream = $2 AND version = $3",
        capability,
        stream,
        version,
    )
    if stream.startswith(UNREADABLE):
        return
    if await database.fetchval(PASSED, capability, stream, version) != 1:
        raise Conflicted
    await database.execute(
        "UPDATE waiting SET due_at = clock_timestamp()"
        " WHERE capability = $1 AND stream = $2",
        capability,
        stream,
    )


def _stream(command: Command) -> str:
    message = f"{command.capability} {command.stream} {command.version}"
    return f"waiting/{uuid5(WAITING, message)}"


def _asked_retry(data: contracts.RetryMessage, asked: Asked) -> Retry:
    return Retry(data.capability, data.stream, data.version, data.reason, asked.now)


def _asked_pass_over(data: contracts.PassOverMessage, asked: Asked) -> PassOver:
    return PassOver(
        data.capability,
        data.stream,
        data.version,
        data.reason,
        data.explanation,
        asked.now,
    )


def _unchanged(state: None, _event: EventData) -> None:
    return state


PASSING_OVER = Capability(
    name="passing-over",
    decider=Decider[Command, None, EventData](
        initial=None, decide=decide, evolve=_unchanged
    ),
    owns=(contracts.MessageRetried, contracts.MessagePassedOver),
    stream_of=_stream,
    accepts=MappingProxyType(
        {
            contracts.RetryMessage: _asked_retry,
            contracts.PassOverMessage: _asked_pass_over,
        }
    ),
    knowledge=WhatWaits(),
    project=_project,
    addressed=False,
)
"""The capability that every service has by the kit."""
