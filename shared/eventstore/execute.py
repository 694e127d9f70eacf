"""`execute`: the one way in which a command changes anything.

Requests that arrive while a transaction is under way form the next batch: one read,
the pure decisions in order of arrival, one write. A single command is a batch of one.
"""

import asyncio
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, TypeAlias
from uuid import NAMESPACE_URL, UUID, uuid5

import structlog

from shared.capability import Asked, Capability
from shared.clock import Clock
from shared.contracts.contract import CommandData
from shared.errors import CommandIdReused, NotFound, Refused, RegisterError
from shared.eventstore.answers import (
    Answer,
    AnswerOutcome,
    Ask,
    Denied,
    Internal,
    Request,
    content_digest,
    pack,
    unpack,
)
from shared.eventstore.deciding import (
    Deciding,
    answer_of,
    circumstances_of,
    refusal_of,
)
from shared.eventstore.minting import Minting
from shared.eventstore.projecting import project
from shared.eventstore.store import (
    Conflicted,
    NewAnswer,
    Read,
    Reading,
    Store,
    Unit,
)
from shared.rulebook import Rulebook

REUSED = uuid5(NAMESPACE_URL, "register:command-id-reused")
LARGEST_BATCH = 500
ATTEMPTS = 8

Result: TypeAlias = "Answer | Exception"

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Prepared:
    """A request translated into its domain command, with the stream it concerns."""

    request: Request
    capability: Capability | None
    command: Any
    asked: Asked
    stream: str
    digest: bytes


class Executor:
    """Executes requests in batches, one transaction each.

    `woken` is called after each commit that recorded events: the relay's bell.
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
    ) -> None:
        self.service = service
        self.store = store
        self.capabilities: Mapping[str, Capability] = {
            capability.name: capability for capability in capabilities
        }
        self.clock = clock
        self.rulebook = rulebook
        self.woken = woken
        self.minting = minting or Minting()
        self._accepts: Mapping[type[CommandData], Capability] = {
            contract: capability
            for capability in capabilities
            for contract in capability.accepts
        }
        self._queue: list[tuple[Sequence[Request], asyncio.Future[list[Result]]]] = []
        self._worker: asyncio.Task[None] | None = None

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
        future: asyncio.Future[list[Result]] = (
            asyncio.get_running_loop().create_future()
        )
        self._queue.append((requests, future))
        if self._worker is None or self._worker.done():
            self._worker = asyncio.create_task(self._work())
        return await future

    async def close(self) -> None:
        """Wait for what is under way."""
        if self._worker is not None:
            with suppress(asyncio.CancelledError):
                await self._worker

    async def _work(self) -> None:
        while self._queue:
            waiting, size = 0, 0
            for requests, _ in self._queue:
                if waiting and size + len(requests) > LARGEST_BATCH:
                    break
                waiting, size = waiting + 1, size + len(requests)
            batch, self._queue = self._queue[:waiting], self._queue[waiting:]
            await self._settle(batch)

    async def _settle(
        self, batch: list[tuple[Sequence[Request], asyncio.Future[list[Result]]]]
    ) -> None:
        """Give each caller its results; a batch that fails is tried one by one."""
        try:
            results = await self._transact(
                [r for requests, _ in batch for r in requests]
            )
        except Exception as error:  # noqa: BLE001 - each caller gets what went wrong
            if len(batch) > 1:
                for single in batch:
                    await self._settle([single])
            elif not batch[0][1].done():
                batch[0][1].set_exception(error)
            return
        at = 0
        for requests, future in batch:
            if not future.done():
                future.set_result(results[at : at + len(requests)])
            at += len(requests)

    async def _transact(self, requests: Sequence[Request]) -> list[Result]:
        for attempt in range(ATTEMPTS):
            try:
                return await self._attempt(requests)
            except Conflicted:
                await asyncio.sleep(0.002 * 2**attempt)
        raise Refused("busy", "Others keep changing the same case; try again.")

    async def _attempt(self, requests: Sequence[Request]) -> list[Result]:
        rulebook, now = self.rulebook(), self.clock.now()
        prepared = [self._prepare(request, now, rulebook) for request in requests]
        asked_for = [p for p in prepared if isinstance(p, Prepared)]
        async with self.store.unit(turns(p.capability for p in asked_for)) as unit:
            read = await _read(unit, asked_for)
            known = await load_knowledge(
                unit, [(p.capability, p.command) for p in asked_for if p.capability]
            )
            deciding = Deciding(self.service, read.histories, known, self.minting)
            given: dict[UUID, tuple[bytes, Answer]] = {}
            results: list[Result] = [
                p
                if isinstance(p, Exception)
                else self._answer(deciding, p, read, given)
                for p in prepared
            ]
            if not deciding.writing.nothing:
                await unit.write(deciding.writing)
                await project(unit, self.capabilities, deciding.writing.events)
        if deciding.writing.events:
            self.woken()
        return results

    def _prepare(
        self, request: Request, now: datetime, rulebook: Rulebook
    ) -> "Prepared | Exception":
        """Return the request ready to be decided, or what is wrong with it."""
        asked = Asked(request.command_id, request.actor, now, rulebook)
        if isinstance(request, Denied):
            return Prepared(request, None, None, asked, request.stream, b"")
        try:
            # First of all: what has no JSON form is not looked into.
            digest = content_digest(request)
            capability, command = self._translate(request, asked)
            return Prepared(
                request,
                capability,
                command,
                asked,
                capability.stream_of(command),
                digest,
            )
        except RegisterError as error:
            return error
        except Exception as error:
            log.exception("command not understood", command_id=str(asked.command_id))
            return error

    def _translate(
        self, request: Ask | Internal, asked: Asked
    ) -> tuple[Capability, Any]:
        if isinstance(request, Internal):
            return self.capabilities[request.capability], request.command
        capability = self._accepts.get(type(request.data))
        if capability is None:
            raise NotFound(f"{self.service} takes no {request.data.TYPE}.")
        return capability, capability.accepts[type(request.data)](request.data, asked)

    def _answer(
        self,
        deciding: Deciding,
        prepared: Prepared,
        read: Read,
        given: dict[UUID, tuple[bytes, Answer]],
    ) -> Result:
        request, asked = prepared.request, prepared.asked
        if isinstance(request, Denied):
            return self._deny(deciding, request, asked)
        earlier = given.get(asked.command_id)
        if earlier is None and (stored := read.answers.get(asked.command_id)):
            earlier = (stored.digest, unpack(stored.answer))
        if earlier is not None:
            if earlier[0] == prepared.digest:
                return earlier[1]
            return self._reused(deciding, prepared)
        answer = self._decide(deciding, prepared)
        if isinstance(answer, Answer):
            given[asked.command_id] = (prepared.digest, answer)
            deciding.writing.answers.append(
                NewAnswer(asked.command_id, prepared.digest, pack(answer))
            )
        return answer

    def _decide(self, deciding: Deciding, prepared: Prepared) -> Result:
        request, asked, capability = (
            prepared.request,
            prepared.asked,
            prepared.capability,
        )
        if capability is None or isinstance(request, Denied):
            return NotFound()
        circumstances = circumstances_of(
            asked, self.clock.wall(), request.correlation_id, asked.command_id
        )
        expected = request.expected_version if isinstance(request, Ask) else None
        mark = deciding.mark()
        try:
            events = deciding.decide(
                capability, prepared.command, circumstances, expected
            )
        except Refused as refused:
            deciding.rewind(mark)
            deciding.refuse(
                refusal_of(asked.command_id, _type(request), prepared.stream, refused),
                circumstances,
            )
            return _refused(asked.command_id, refused)
        except Exception as error:
            deciding.rewind(mark)
            log.exception("command failed", command_id=str(asked.command_id))
            return error
        return answer_of(asked.command_id, events)

    def _reused(self, deciding: Deciding, prepared: Prepared) -> Result:
        asked = prepared.asked
        refused = Refused(
            CommandIdReused.code, "This command id came before with other content."
        )
        denied = Denied(
            denial_id=_denial_id(prepared),
            command_id=asked.command_id,
            command_type=_type(prepared.request),
            stream=prepared.stream,
            actor=asked.actor,
            code=refused.code,
            sentence=refused.sentence,
        )
        return self._deny(deciding, denied, asked)

    def _deny(self, deciding: Deciding, denied: Denied, asked: Asked) -> Answer:
        refused = Refused(denied.code, denied.sentence)
        deciding.refuse(
            refusal_of(denied.command_id, denied.command_type, denied.stream, refused),
            circumstances_of(
                asked, self.clock.wall(), denied.command_id, denied.command_id
            ),
            denied.denial_id,
        )
        return _refused(denied.command_id, refused)


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


def _denial_id(prepared: Prepared) -> UUID:
    """Return the id of the denial that the request is, or would be if its id is used.

    It is derived, so that what comes again is not denied again.
    """
    if isinstance(prepared.request, Denied):
        return prepared.request.denial_id
    return uuid5(REUSED, f"{prepared.asked.command_id} {prepared.digest.hex()}")


async def _read(unit: Unit, prepared: Sequence[Prepared]) -> Read:
    """Read what these requests concern, and the denials they may have had before."""
    denied = [one for one in prepared if isinstance(one.request, Denied)]
    read = await unit.read(
        Reading(
            answers=[one.asked.command_id for one in prepared],
            streams=sorted({one.stream for one in prepared} | _denials(denied)),
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
    return {f"refusal/{_denial_id(one)}" for one in prepared}


def _refused(command_id: UUID, refused: Refused) -> Answer:
    return Answer(
        command_id=command_id,
        outcome=AnswerOutcome.REFUSED,
        code=refused.code,
        sentence=refused.sentence,
        rule=refused.rule,
    )


def _type(request: Ask | Internal | Denied) -> str:
    match request:
        case Ask():
            return request.data.TYPE
        case Internal():
            return type(request.command).__name__
        case Denied():
            return request.command_type
