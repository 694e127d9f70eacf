"""Deadlines: what falls due becomes a command, once.

Rows are locked with SKIP LOCKED, so replicas share the work; the command's id derives
from the row, so a repeat changes nothing.
"""

import asyncio
from uuid import NAMESPACE_URL, uuid5

import asyncpg
import structlog

from shared.capability import Asked, Capability, ClearDeadline
from shared.errors import Refused
from shared.eventstore.deciding import Deciding, circumstances_of, refusal_of
from shared.eventstore.execute import Executor, load_knowledge, turns
from shared.eventstore.projecting import project
from shared.eventstore.store import Conflicted, Reading

DEADLINES = uuid5(NAMESPACE_URL, "register:deadlines")
POLL_SECONDS = 0.5
MOST_AT_ONCE = 100

log = structlog.get_logger()


async def keep_deadlines(executor: Executor) -> None:
    """Turn what is due into commands, until cancelled."""
    while True:
        try:
            met = await meet_deadlines(executor)
        except (Conflicted, OSError, asyncpg.PostgresError) as error:
            log.warning("deadlines not met", cause=type(error).__name__)
            met = 0
        except asyncpg.InterfaceError as error:
            log.warning("deadlines not met", cause=type(error).__name__)
            met = 0
        if met < MOST_AT_ONCE:
            await asyncio.sleep(POLL_SECONDS)


async def meet_deadlines(executor: Executor) -> int:
    """Decide what is due now, one transaction; return how many deadlines were met."""
    capabilities = [c for c in executor.capabilities.values() if c.due]
    if not capabilities:
        return 0
    now, rulebook = executor.clock.now(), executor.rulebook()
    async with executor.store.unit(turns(capabilities)) as unit:
        due = await unit.due(now, MOST_AT_ONCE)
        if not due:
            return 0
        asked = [
            Asked(
                uuid5(DEADLINES, f"{row.stream} {row.name} {row.due_at.isoformat()}"),
                f"service:{executor.service}",
                now,
                rulebook,
            )
            for row in due
        ]
        owners = [executor.capabilities[row.capability] for row in due]
        commands = [
            owner.due[row.name](row.stream, one)
            for owner, row, one in zip(owners, due, asked, strict=True)
        ]
        streams = {o.stream_of(c) for o, c in zip(owners, commands, strict=True)}
        read = await unit.read(Reading(streams=sorted(streams)))
        known = await load_knowledge(unit, list(zip(owners, commands, strict=True)))
        deciding = Deciding(executor.service, read.histories, known, executor.minting)
        for row, owner, one, command in zip(due, owners, asked, commands, strict=True):
            deciding.writing.deadlines.append(
                (owner.name, ClearDeadline(row.stream, row.name))
            )
            _decide(executor, deciding, owner, one, command)
        await unit.write(deciding.writing)
        await project(unit, executor.capabilities, deciding.writing.events)
    executor.woken()
    return len(due)


def _decide(
    executor: Executor,
    deciding: Deciding,
    owner: Capability,
    asked: Asked,
    command: object,
) -> None:
    circumstances = circumstances_of(
        asked, executor.clock.wall(), asked.command_id, asked.command_id
    )
    mark = deciding.mark()
    try:
        deciding.decide(owner, command, circumstances)
    except Refused as refused:
        deciding.rewind(mark)
        deciding.refuse(
            refusal_of(
                asked.command_id,
                type(command).__name__,
                owner.stream_of(command),
                refused,
            ),
            circumstances,
        )
