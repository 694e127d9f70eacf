"""What is asked of a service and what it answers, once for every command id."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from hashlib import sha256
from typing import Any, TypeAlias, cast
from uuid import UUID

import orjson

from shared.contracts.canonical import Json
from shared.contracts.contract import CommandData
from shared.errors import Unreadable
from shared.identity.roles import Role


@dataclass(frozen=True, slots=True)
class Ask:
    """A command as it came by HTTP or Kafka, from an actor already known to be allowed.

    `expected_version` is the version of the stream its sender has read, where that
    matters to them; a stream that has moved on refuses it. `subject` is the stream that
    its sender named, where they did: another than it concerns refuses it too.
    `roles` are those of the sender, where a rule goes by them.
    """

    command_id: UUID
    data: CommandData
    actor: str
    correlation_id: UUID
    expected_version: int | None = None
    subject: str | None = None
    traceparent: str | None = None
    roles: frozenset[Role] = frozenset()


@dataclass(frozen=True, slots=True)
class Internal:
    """A domain command of the service's own workers, with an id that a repeat keeps.

    One that is never repeated needs no answer `kept`.
    """

    capability: str
    command: Any
    command_id: UUID
    actor: str
    correlation_id: UUID
    kept: bool = True
    traceparent: str | None = None


@dataclass(frozen=True, slots=True)
class Denied:
    """A command that never reached a decider: unreadable, unsigned or not permitted."""

    denial_id: UUID
    command_id: UUID
    command_type: str
    stream: str
    actor: str
    code: str
    sentence: str
    rule: str | None = None


Request: TypeAlias = Ask | Internal | Denied


class AnswerOutcome(StrEnum):
    """What became of a command."""

    DONE = "done"
    NOTHING_TO_DO = "nothing-to-do"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class AnsweredEvent:
    """An event that the command led to; `data` is its clear part only.

    `version` is 0 for a sender who is not to learn how far the stream is.
    """

    id: UUID
    type: str
    stream: str
    version: int
    data: Mapping[str, Json]


@dataclass(frozen=True, slots=True)
class Answer:
    """The one answer to a command id, the same however often it is asked."""

    command_id: UUID
    outcome: AnswerOutcome
    events: tuple[AnsweredEvent, ...] = ()
    code: str | None = None
    sentence: str | None = None
    rule: str | None = None


Result: TypeAlias = Answer | Exception
"""What a request leads to: its answer, or what pure code raised on it."""


def content_digest(request: Ask | Internal) -> bytes:
    """Return the SHA-256 that tells the same command from another with its id."""
    if isinstance(request, Internal):
        # The rest of an internal command follows from its id.
        return sha256(type(request.command).__name__.encode()).digest()
    try:
        data = orjson.dumps(
            request.data.model_dump(mode="json"), option=orjson.OPT_SORT_KEYS
        )
    except TypeError as error:
        # An integer beyond 64 bits, or a lone surrogate.
        raise Unreadable("A value of the command has no JSON form.") from error
    content = b"\0".join(
        (
            request.data.TYPE.encode(),
            request.actor.encode(),
            str(request.expected_version).encode(),
            data,
        )
    )
    return sha256(content).digest()


def without_versions(answer: Answer) -> Answer:
    """Return the answer to somebody who is not to learn how far the stream is."""
    return replace(
        answer, events=tuple(replace(one, version=0) for one in answer.events)
    )


def pack(answer: Answer) -> bytes:
    """Return the answer as it is stored."""
    return orjson.dumps(answer)


def unpack(stored: bytes) -> Answer:
    """Return a stored answer."""
    value = cast("dict[str, Any]", orjson.loads(stored))
    events = cast("Sequence[dict[str, Any]]", value["events"])
    return Answer(
        command_id=UUID(value["command_id"]),
        outcome=AnswerOutcome(value["outcome"]),
        events=tuple(
            AnsweredEvent(
                id=UUID(event["id"]),
                type=event["type"],
                stream=event["stream"],
                version=event["version"],
                data=event["data"],
            )
            for event in events
        ),
        code=value["code"],
        sentence=value["sentence"],
        rule=value["rule"],
    )
