"""Deadlines: what falls due becomes a command, once.

Rows are locked with SKIP LOCKED, so replicas share the work; the command's id derives
from the row, so a repeat changes nothing.
"""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import NAMESPACE_URL, uuid5

import structlog

from shared.capability import Asked, Capability, ClearDeadline
from shared.database import WEATHER
from shared.errors import Refused
from shared.eventstore.deciding import (
    Deciding,
    circumstances_of,
    refusal_of,
    refusal_stream,
)
from shared.eventstore.execute import Executor
from shared.eventstore.governing import under_its_rules
from shared.eventstore.preparing import load_knowledge, turns
from shared.eventstore.projecting import project
from shared.eventstore.store import Conflicted, DueDeadline, Reading

DEADLINES = uuid5(NAMESPACE_URL, "register:deadlines")
POLL_SECONDS = 0.5
PUT_OFF_SECONDS = 60.0
MOST_AT_ONCE = 100

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Fault:
    """What pure code raised on a deadline, told once the transaction is over."""

    said: str
    row: DueDeadline
    error: Exception


@dataclass(frozen=True, slots=True)
class Falling:
    """A deadline that fell due, and the command that it becomes."""

    row: DueDeadline
    owner: Capability
    asked: Asked
    command: Any

    @property
    def stream(self) -> str:
        """Return the stream that the command concerns."""
        return self.owner.stream_of(self.command)


async def keep_deadlines(executor: Executor) -> None:
    """Turn what is due into commands, until cancelled."""
    while True:
        try:
            met = await meet_deadlines(executor)
        except (Conflicted, *WEATHER) as error:
            log.warning("deadlines not met", cause=type(error).__name__)
            met = 0
        if met < MOST_AT_ONCE:
            await asyncio.sleep(POLL_SECONDS)


async def meet_deadlines(executor: Executor) -> int:
    """Decide what is due now, one transaction; return how many deadlines were met.

    One that pure code fails on is put off for a minute, so that the others are met.
    """
    capabilities = [c for c in executor.capabilities.values() if c.due]
    now, rulebook = executor.clock.now(), executor.rulebook()
    if not capabilities or not await _any_due(executor):
        return 0
    faults: list[Fault] = []
    async with executor.store.unit(turns(capabilities)) as unit:
        rows = await unit.due(now, MOST_AT_ONCE)
        if not rows:
            return 0
        asked = {
            (row.stream, row.name): Asked(
                uuid5(DEADLINES, f"{row.stream} {row.name} {row.due_at.isoformat()}"),
                f"service:{executor.service}",
                now,
                rulebook,
            )
            for row in rows
        }
        falls = [
            one
            for row in rows
            if (one := _command(executor, row, asked[row.stream, row.name], faults))
        ]
        streams = {one.stream for one in falls}
        said = {refusal_stream(one.asked.command_id) for one in falls}
        read = await unit.read(Reading(streams=sorted(streams | said)))
        falls = [
            governed
            for one in falls
            if (governed := _governed(executor, one, read.histories, faults))
        ]
        known = await load_knowledge(unit, [(one.owner, one.command) for one in falls])
        deciding = Deciding(executor.service, read.histories, known, executor.minting)
        met = [one.row for one in falls if _meet(executor, deciding, one, faults)]
        deciding.writing.put_off = [
            (row.stream, row.name, PUT_OFF_SECONDS) for row in rows if row not in met
        ]
        await unit.write(deciding.writing)
        await project(unit, executor.capabilities, deciding.writing.events)
    executor.woken()
    for fault in faults:
        row = fault.row
        log.error(fault.said, stream=row.stream, name=row.name, exc_info=fault.error)
    return len(met)


async def _any_due(executor: Executor) -> bool:
    """Look without taking anybody's turn: mostly nothing is due."""
    async with executor.store.unit() as unit:
        return bool(await unit.due(executor.clock.now(), 1))


def _command(
    executor: Executor, row: DueDeadline, asked: Asked, faults: list[Fault]
) -> Falling | None:
    try:
        owner = executor.capabilities[row.capability]
        falling = Falling(row, owner, asked, owner.due[row.name](row.stream, asked))
        _ = falling.stream
    except Exception as error:  # noqa: BLE001 - whatever it is, it is put off
        faults.append(Fault("deadline not understood", row, error))
        return None
    return falling


def _governed(
    executor: Executor,
    one: Falling,
    histories: Mapping[str, Sequence[bytes]],
    faults: list[Fault],
) -> Falling | None:
    """Return what fell due under the rules of its stream, understood anew by them.

    None where by those it is not understood: one deadline holds up no other.
    """
    asked = under_its_rules(
        one.asked,
        one.owner,
        histories.get(one.stream, ()),
        one.asked.rulebook,
        executor.governing,
    )
    if asked is one.asked:
        return one
    return _command(executor, one.row, asked, faults)


def _meet(
    executor: Executor, deciding: Deciding, one: Falling, faults: list[Fault]
) -> bool:
    """Decide one; tell whether it was met, be it by a refusal."""
    mark = deciding.mark()
    circumstances = circumstances_of(
        one.asked, executor.clock.wall(), one.asked.command_id, one.asked.command_id
    )
    cleared = (one.owner.name, ClearDeadline(one.row.stream, one.row.name))
    deciding.writing.deadlines.append(cleared)
    try:
        deciding.decide(one.owner, one.command, circumstances)
    except Refused as refused:
        deciding.rewind(mark)
        deciding.writing.deadlines.append(cleared)
        deciding.refuse(
            refusal_of(
                one.asked.command_id, type(one.command).__name__, one.stream, refused
            ),
            circumstances,
        )
    except Exception as error:  # noqa: BLE001 - whatever it is, it is put off
        deciding.rewind(mark)
        faults.append(Fault("deadline failed", one.row, error))
        return False
    return True
