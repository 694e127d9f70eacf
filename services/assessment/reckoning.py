"""Reckoning whether enough assessors of each scope are free, and saying when not.

It looks every now and then, so that no case is slower for it: who is free changes with
each assignment, each leave and each day.
"""

import asyncio
from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager
from typing import Protocol
from uuid import NAMESPACE_URL, uuid5

import structlog

from services.assessment.assessing.pool_and_parties import pool_on
from services.assessment.assessing.rules.pool import cover
from services.assessment.assessors.commands import Reckon
from services.assessment.assessors.queries import short_scopes
from services.assessment.assessors.subscribers import ASSESSORS
from shared.capability import Database
from shared.clock import Clock, register_date
from shared.database import WEATHER
from shared.eventstore.answers import Answer, Internal
from shared.rulebook import Rulebook
from shared.running import RunningService

RECKONING = uuid5(NAMESPACE_URL, "register:reckoning")
SECONDS = 30.0

log = structlog.get_logger()


class Reckoning(Protocol):
    """What reckoning asks of the service."""

    name: str
    clock: Clock

    @property
    def rulebook(self) -> Rulebook:
        """The rules in force today."""
        ...

    def read(self) -> AbstractAsyncContextManager[Database]:
        """Lend a connection for queries."""
        ...

    async def execute_internal(self, commands: Sequence[Internal]) -> list[Answer]:
        """Decide a worker's commands."""
        ...


async def keep_reckoning(service: RunningService) -> None:
    """Reckon until cancelled."""
    while True:
        await asyncio.sleep(SECONDS)
        try:
            await reckon(service)
        except WEATHER as error:
            log.warning("scopes not reckoned", cause=type(error).__name__)


async def reckon(service: Reckoning) -> int:
    """Say of which scopes too few are free, or enough again; return how many are new.

    A scope for which nobody was ever appointed is not reckoned: the list of assessors
    says so, and so does its first case.
    """
    now, rulebook = service.clock.now(), service.rulebook
    today = register_date(now)
    needed = rulebook.assessment.assessors_per_case + rulebook.pool.reserve
    async with service.read() as database:
        years = rulebook.pool.same_employer_years
        free = cover((await pool_on(database, today, years)).values(), today)
        short = await short_scopes(database)
    changed = [
        Internal(
            ASSESSORS.name,
            Reckon(scope, count, needed, now),
            uuid5(RECKONING, f"{scope} {now.isoformat()}"),
            f"service:{service.name}",
            uuid5(RECKONING, now.isoformat()),
            kept=False,
        )
        for scope, count in sorted(free.items())
        if (count < needed) != (scope in short)
    ]
    if changed:
        await service.execute_internal(changed)
    return len(changed)
