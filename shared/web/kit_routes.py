"""The routes that every service has by the kit: commands, streams, waiting, clock."""

from base64 import b64encode
from datetime import timedelta
from typing import Annotated, Any, cast
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from shared.contracts.canonical import Json
from shared.contracts.catalogue import COMMANDS
from shared.errors import Malformed, NotFound, NotPermitted
from shared.eventstore.answers import Ask, unpack
from shared.identity.permissions import require, require_command
from shared.messaging.commands import read_command
from shared.running import RunningService
from shared.web.current import CorrelationId, CurrentCaller, allowed
from shared.web.problems import answer_response

DIGEST = """
SELECT count(*) AS count,
       encode(sha256(coalesce(string_agg(
           sha256('\\x00'::bytea || entry), ''::bytea
           ORDER BY stream COLLATE "C", version
       ), ''::bytea)), 'hex') AS digest
FROM events
"""

LONGEST_OFFSET_SECONDS = 100 * 366 * 24 * 3600
"""A century: further on the calendar ends."""

router = APIRouter(tags=["kit"])


def running_service(request: Request) -> RunningService:
    """Return the service that the request came to, with all its parts."""
    return cast("RunningService", request.app.state.service)


CurrentRunning = Annotated[RunningService, Depends(running_service)]
Limit = Annotated[int, Query(ge=1, le=5000)]


class SentCommand(BaseModel):
    """A command by HTTP: plain data, sealed by the service itself."""

    model_config = ConfigDict(extra="forbid")

    id: UUID
    type: str
    data: dict[str, Any]
    expected_version: int | None = None
    correlation_id: UUID | None = None


class ClockSetting(BaseModel):
    """How far the register's clock is ahead of the machine's."""

    offset_seconds: Annotated[
        float, Field(ge=0, le=LONGEST_OFFSET_SECONDS, allow_inf_nan=False)
    ]


@router.post("/api/commands", dependencies=[allowed("service.send-command")])
async def send_command(
    sent: SentCommand,
    service: CurrentRunning,
    caller: CurrentCaller,
    correlation: CorrelationId,
) -> Response:
    """Execute a command; the same id again gives the same answer."""
    if sent.type not in COMMANDS:
        raise Malformed("There is no command of that type.", "type")
    require(caller, sent.type)
    data = read_command(sent.type, cast("dict[str, Json]", sent.data))
    require_command(caller, data)
    ask = Ask(
        command_id=sent.id,
        data=data,
        actor=caller.actor,
        correlation_id=sent.correlation_id or correlation,
        expected_version=sent.expected_version,
        roles=caller.roles,
    )
    (answer,) = await service.execute([ask])
    return answer_response(answer)


@router.get("/api/commands/{command_id}", dependencies=[allowed("service.read-answer")])
async def read_answer(command_id: UUID, service: CurrentRunning) -> Response:
    """Return the answer to a command id."""
    stored = await service.store.answer(command_id)
    if stored is None:
        raise NotFound("No command with this id has been answered.")
    return answer_response(unpack(stored.answer))


@router.get("/api/streams/heads", dependencies=[allowed("service.read-heads")])
async def stream_heads(
    service: CurrentRunning, after: str = "", limit: Limit = 1000
) -> dict[str, Any]:
    """Return streams and their last versions, in byte order after a stream."""
    heads = await service.store.stream_heads(after, limit)
    return {"heads": [{"stream": stream, "version": at} for stream, at in heads]}


@router.get("/api/streams/{stream:path}", dependencies=[allowed("service.read-stream")])
async def read_stream(
    stream: str, service: CurrentRunning, after: int = 0, limit: Limit = 1000
) -> dict[str, Any]:
    """Return a stream's events after a version, byte for byte, with disclosures."""
    events = await service.store.stream(stream, after, limit)
    return {
        "events": [
            {
                "version": event.version,
                "type": event.type,
                "entry": b64encode(event.entry).decode("ascii"),
                "disclosures": "~".join(event.disclosures),
            }
            for event in events
        ]
    }


@router.get("/api/events/digest", dependencies=[allowed("service.read-digest")])
async def events_digest(service: CurrentRunning) -> dict[str, Any]:
    """Return how many events there are, and the digest over all leaf hashes."""
    row = await service.pool.fetchrow(DIGEST)
    return {"count": row["count"] if row else 0, "digest": row["digest"] if row else ""}


@router.get("/api/waiting", dependencies=[allowed("service.read-waiting")])
async def waiting(service: CurrentRunning, limit: Limit = 1000) -> dict[str, Any]:
    """Return the messages that wait, without their content."""
    messages = [
        message
        for capability in service.inboxes
        for message in await service.store.waiting(capability, None, limit)
    ]
    return {
        "waiting": [
            {
                "capability": message.capability,
                "stream": message.stream,
                "version": message.version,
                "reason": message.reason,
                "sentence": message.sentence,
                "attempts": message.attempts,
                "since": message.since,
                "due_at": message.due_at,
                "awaits": message.awaits,
            }
            for message in messages[:limit]
        ]
    }


@router.get("/api/clock", dependencies=[allowed("service.read-clock")])
async def read_clock(service: CurrentRunning) -> dict[str, Any]:
    """Return the register's instant, the next deadline, and whether all is drained."""
    return {
        "now": service.clock.now(),
        "offset_seconds": service.clock.offset.total_seconds(),
        "next_due": await service.next_due(),
        "idle": await service.is_idle(),
    }


@router.post("/api/clock", dependencies=[allowed("service.move-clock")])
async def move_clock(setting: ClockSetting, service: CurrentRunning) -> dict[str, Any]:
    """Move the register's clock on; embedded mode only."""
    if not service.settings.embedded:
        raise NotPermitted("Only the embedded mode's clock can be moved.")
    offset = timedelta(seconds=setting.offset_seconds)
    if offset < service.clock.offset:
        raise Malformed("The register's clock does not go back.", "offset_seconds")
    await service.move_clock(offset)
    return await read_clock(service)
