"""The worker that carries out released bulk actions, a slice of items at a time.

Each item is a command of its own, with an id derived from the action and the item: an
interrupted action goes on where it stopped, and no item is done twice.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias
from uuid import uuid5

import structlog

from shared.bulk.commands import Finish
from shared.bulk.queries import Bulk, next_released
from shared.capability import Database
from shared.database import WEATHER
from shared.errors import Refused
from shared.eventstore.answers import AnswerOutcome, Internal
from shared.eventstore.store import Conflicted
from shared.web.service import Service

POLL_SECONDS = 1.0
SLICE = 500

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Item:
    """One item of an action: its key, which orders the items, and its command."""

    key: str
    command: Any


Slice: TypeAlias = Callable[
    [Service, Database, Bulk, str, int], Awaitable[Sequence[Item]]
]
"""Returns the next items of an action after a key, at most so many."""


@dataclass(frozen=True, slots=True)
class Kind:
    """How a kind of action is carried out: its items, and the capability they ask."""

    capability: str
    items: Slice


@dataclass(frozen=True, slots=True)
class Carrying:
    """How a service carries out its bulk actions: each kind, told by `capability`."""

    capability: str
    kinds: Mapping[str, Kind]


def carrying_out(
    carrying: Carrying,
) -> Callable[[Service], Awaitable[None]]:
    """Return the worker that carries out what is released, until cancelled."""

    async def keep_carrying_out(service: Service) -> None:
        while True:
            try:
                done = await carry_out_next(service, carrying)
            except (Conflicted, Refused, *WEATHER) as error:
                log.warning("bulk action not carried out", cause=type(error).__name__)
                done = False
            if not done:
                await asyncio.sleep(POLL_SECONDS)

    return keep_carrying_out


async def carry_out_next(service: Service, carrying: Carrying) -> bool:
    """Carry out the action that was released first; tell whether there was one."""
    async with service.read() as database:
        action = await next_released(database)
    if action is None:
        return False
    kind = carrying.kinds[action.kind]
    left, after = 0, ""
    while items := await _next_items(service, kind, action, after):
        left += await _do(service, kind, action, items)
        after = items[-1].key
    finish = Finish(action.bulk_id, left, service.clock.now())
    finishing = _internal(service, carrying.capability, action, "finish", finish)
    await service.execute_internal([finishing])
    return True


async def is_to_carry_out(service: Service) -> bool:
    """Tell whether an action is released and not carried out yet."""
    async with service.read() as database:
        return await next_released(database) is not None


async def _next_items(
    service: Service, kind: Kind, action: Bulk, after: str
) -> Sequence[Item]:
    async with service.read() as database:
        return await kind.items(service, database, action, after, SLICE)


async def _do(service: Service, kind: Kind, action: Bulk, items: Sequence[Item]) -> int:
    """Do a slice in one transaction; return how many of it were refused."""
    answers = await service.execute_internal(
        [
            _internal(service, kind.capability, action, item.key, item.command)
            for item in items
        ]
    )
    return sum(answer.outcome is AnswerOutcome.REFUSED for answer in answers)


def _internal(
    service: Service,
    capability: str,
    action: Bulk,
    key: str,
    command: Any,  # noqa: ANN401 - a capability's own
) -> Internal:
    return Internal(
        capability=capability,
        command=command,
        command_id=uuid5(action.bulk_id, key),
        actor=f"service:{service.name}",
        correlation_id=action.bulk_id,
    )
