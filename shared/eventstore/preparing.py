"""Preparing a batch: each request as its domain command, and what it must know."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from shared.capability import Asked, Capability
from shared.contracts.contract import CommandData
from shared.errors import NotFound, Unreadable
from shared.eventstore.answers import Ask, Denied, Internal, Request, content_digest
from shared.eventstore.governing import Governing, under_its_rules
from shared.eventstore.store import Read, Reading, Unit
from shared.identity.roles import Role
from shared.rulebook import Rulebook
from shared.tracing import TRACEPARENT

REUSED = uuid5(NAMESPACE_URL, "register:command-id-reused")


@dataclass(frozen=True, slots=True)
class Prepared:
    """A request translated into its domain command, with the stream it concerns."""

    request: Request
    capability: Capability | None
    command: Any
    asked: Asked
    stream: str
    digest: bytes

    @property
    def remembering(self) -> bool:
        """Tell whether what happened on the stream matters to the decision."""
        return self.capability is None or self.capability.remembering

    @property
    def kept(self) -> bool:
        """Tell whether the answer is kept, and given again to the same request."""
        return not isinstance(self.request, Internal) or self.request.kept


class Preparing:
    """Translates the requests of one service."""

    def __init__(self, service: str, capabilities: Sequence[Capability]) -> None:
        self._service = service
        self._capabilities: Mapping[str, Capability] = {
            capability.name: capability for capability in capabilities
        }
        self._accepts: Mapping[type[CommandData], Capability] = {
            contract: capability
            for capability in capabilities
            for contract in capability.accepts
        }

    def prepare(
        self, request: Request, now: datetime, rulebook: Rulebook
    ) -> Prepared | Exception:
        """Return the request ready to be decided, or what is wrong with it."""
        traceparent = None if isinstance(request, Denied) else request.traceparent
        roles = request.roles if isinstance(request, Ask) else frozenset[Role]()
        asked = Asked(
            request.command_id, request.actor, now, rulebook, traceparent, roles
        )
        if isinstance(request, Denied):
            return Prepared(request, None, None, asked, request.stream, b"")
        try:
            # First of all: what has no JSON form is not looked into.
            digest = content_digest(request)
            capability, command = self._translate(request, asked)
            stream = capability.stream_of(command)
            _require_subject(request, capability, stream)
            return Prepared(request, capability, command, asked, stream, digest)
        except Exception as error:  # noqa: BLE001 - told once the transaction is over
            return error

    def govern(
        self,
        prepared: Prepared,
        histories: Mapping[str, Sequence[bytes]],
        today: Rulebook,
        governing: Governing,
    ) -> Prepared | Exception:
        """Return the request under the rules of its stream, translated anew by them.

        A worker's own command says what it was made by, and stays so.
        """
        request, capability = prepared.request, prepared.capability
        if capability is None or not isinstance(request, Ask):
            return prepared
        history = histories.get(prepared.stream, ())
        asked = under_its_rules(prepared.asked, capability, history, today, governing)
        if asked is prepared.asked:
            return prepared
        try:
            command = capability.accepts[type(request.data)](request.data, asked)
        except Exception as error:  # noqa: BLE001 - told once the transaction is over
            return error
        return replace(prepared, asked=asked, command=command)

    def _translate(
        self, request: Ask | Internal, asked: Asked
    ) -> tuple[Capability, Any]:
        if isinstance(request, Internal):
            return self._capabilities[request.capability], request.command
        capability = self._accepts.get(type(request.data))
        if capability is None:
            raise NotFound(f"{self._service} takes no {request.data.TYPE}.")
        return capability, capability.accepts[type(request.data)](request.data, asked)


def traced(request: Request) -> Request:
    """Return the request as part of the trace being served, unless it names its own."""
    traceparent = TRACEPARENT.get()
    if traceparent is None or isinstance(request, Denied) or request.traceparent:
        return request
    return replace(request, traceparent=traceparent)


def _require_subject(
    request: Ask | Internal, capability: Capability, stream: str
) -> None:
    """Refuse a command whose sender signed another stream than it concerns."""
    if not isinstance(request, Ask) or not capability.addressed:
        return
    if request.subject not in (None, stream):
        raise Unreadable("The command's subject is not the stream that it concerns.")


def turns(capabilities: Iterable[Capability | None]) -> list[str]:
    """Return the turns that these capabilities' knowledge needs, sorted, each once."""
    return sorted(
        {
            capability.knowledge.turn
            for capability in capabilities
            if capability is not None
            and capability.knowledge is not None
            and capability.knowledge.turn is not None
        }
    )


async def load_knowledge(
    unit: Unit, decisions: Sequence[tuple[Capability, Any]]
) -> dict[str, Any]:
    """Return what each capability concerned must know for these commands."""
    commands: dict[str, list[Any]] = {}
    concerned: dict[str, Capability] = {}
    for capability, command in decisions:
        if capability.knowledge is not None:
            concerned[capability.name] = capability
            commands.setdefault(capability.name, []).append(command)
    known: dict[str, Any] = {}
    for name, capability in concerned.items():
        if capability.knowledge is not None and unit.database is not None:
            known[name] = await capability.knowledge.load(unit.database, commands[name])
    return known


async def read_known(
    unit: Unit,
    histories: Mapping[str, Sequence[bytes]],
    known: Mapping[str, Any],
    capabilities: Iterable[Capability],
) -> Mapping[str, Sequence[bytes]]:
    """Return the histories with those of streams that only what is known names."""
    named = {
        stream
        for capability in capabilities
        if capability.name in known
        for stream in capability.streams_known(known[capability.name])
    }
    lacking = sorted(named - histories.keys())
    if not lacking:
        return histories
    return {**histories, **(await unit.read(Reading(streams=lacking))).histories}


def denial_id(prepared: Prepared) -> UUID:
    """Return the id of the denial that the request is, or would be if its id is used.

    It is derived, so that what comes again is not denied again.
    """
    if isinstance(prepared.request, Denied):
        return prepared.request.denial_id
    return uuid5(REUSED, f"{prepared.asked.command_id} {prepared.digest.hex()}")


async def read_for(unit: Unit, prepared: Sequence[Prepared]) -> Read:
    """Read what these requests concern, and the denials they may have had before."""
    denied = [one for one in prepared if isinstance(one.request, Denied)]
    remembering = {one.stream for one in prepared if one.remembering}
    read = await unit.read(
        Reading(
            answers=[one.asked.command_id for one in prepared if one.kept],
            streams=sorted(remembering | _denials(denied)),
            lengths=sorted({one.stream for one in prepared if not one.remembering}),
        )
    )
    reused = [one for one in prepared if _is_other(one, read)]
    if not reused:
        return read
    denials = await unit.read(Reading(streams=sorted(_denials(reused))))
    return replace(read, histories={**read.histories, **denials.histories})


def _is_other(prepared: Prepared, read: Read) -> bool:
    """Tell whether the request's id came before with other content."""
    earlier = read.answers.get(prepared.asked.command_id)
    return earlier is not None and earlier.digest != prepared.digest


def _denials(prepared: Iterable[Prepared]) -> set[str]:
    """Return the streams on which these denials may have been recorded before."""
    return {f"refusal/{denial_id(one)}" for one in prepared}
