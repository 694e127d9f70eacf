"""The worker that asks each service whether it has erased a person.

It asks only while an erasure is not confirmed by all, so that it costs nothing else.
"""

import asyncio
from collections.abc import Sequence
from datetime import datetime
from typing import Protocol
from uuid import UUID, uuid5

import structlog
from asyncpg import Pool, Record

from services.applications.retention.commands import NoteConfirmation
from services.applications.retention.queries import AWAITED, UNCONFIRMED
from services.applications.retention.subscribers import RETENTION
from shared.clock import Clock
from shared.contracts.messaging import ErasureConfirmed
from shared.database import WEATHER
from shared.erasing.erasing import confirmation_stream
from shared.errors import RegisterError, Unavailable
from shared.eventstore.answers import Answer, Internal
from shared.eventstore.store import Conflicted, Store
from shared.messaging.arrivals import Arrival, Heard, judge_bytes

POLL_SECONDS = 1.0

log = structlog.get_logger()


class Asking(Protocol):
    """How another service is asked for the events of a stream."""

    async def stream(self, service: str, stream: str, after: int) -> list[Arrival]:
        """Return a page of the stream after a version."""
        ...


class Confirming(Protocol):
    """What the worker asks of the service it runs in."""

    @property
    def name(self) -> str:
        """The service's name."""
        ...

    @property
    def pool(self) -> "Pool[Record]":
        """Its database."""
        ...

    @property
    def store(self) -> Store:
        """Its own events."""
        ...

    @property
    def peers(self) -> Asking:
        """The other services."""
        ...

    @property
    def clock(self) -> Clock:
        """The register's clock."""
        ...

    async def execute_internal(self, commands: Sequence[Internal]) -> list[Answer]:
        """Decide the worker's commands, each id once."""
        ...


async def keep_confirming(service: Confirming) -> None:
    """Ask for confirmations, until cancelled."""
    while True:
        try:
            await note_confirmations(service)
        except (RegisterError, Conflicted, *WEATHER) as error:
            log.warning("confirmations not noted", cause=type(error).__name__)
        await asyncio.sleep(POLL_SECONDS)


async def note_confirmations(service: Confirming) -> int:
    """Note what services have confirmed; return how many confirmations were new."""
    noted: list[Internal] = []
    for row in await service.pool.fetch(UNCONFIRMED):
        for other in row["missing"]:
            confirmed = await _confirmation(service, row["erasure_id"], other)
            if confirmed is not None:
                noted.append(_command(row["person_id"], confirmed, service.clock.now()))
    if noted:
        await service.execute_internal(noted)
    return len(noted)


async def awaits_confirmations(service: Confirming) -> bool:
    """Tell whether an erasure was ordered just now that not every service confirmed."""
    return bool(await service.pool.fetchval(AWAITED))


async def _confirmation(
    service: Confirming, erasure_id: UUID, other: str
) -> Heard | None:
    stream = confirmation_stream(erasure_id, other)
    try:
        arrivals = await _stream(service, other, stream)
    except Unavailable:
        return None
    for arrival in arrivals:
        if isinstance(arrival, Heard) and isinstance(arrival.event, ErasureConfirmed):
            return arrival
    return None


async def _stream(service: Confirming, other: str, stream: str) -> Sequence[Arrival]:
    if other != service.name:
        return await service.peers.stream(other, stream, 0)
    own = await service.store.stream(stream, 0, 1)
    return [judge_bytes(one.entry, "") for one in own]


def _command(person_id: UUID, confirmed: Heard, now: datetime) -> Internal:
    event = confirmed.event
    assert isinstance(event, ErasureConfirmed)  # noqa: S101 - looked at above
    return Internal(
        capability=RETENTION.name,
        command=NoteConfirmation(person_id, event.erasure_id, event.service, now),
        command_id=uuid5(confirmed.envelope.id, RETENTION.name),
        actor=f"service:{event.service}",
        correlation_id=confirmed.envelope.correlationid,
    )
