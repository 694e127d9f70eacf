"""The delivery worker: leases what is due, hands it over, records what became of it.

No transaction is open while a transport works. A crash between the two leaves a lease
that runs out; the letter then goes again under the same id.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Protocol, cast
from uuid import uuid5

import asyncpg
import structlog
from asyncpg import Pool, Record

from services.notifications.messages.commands import RecordFailed, RecordSent
from services.notifications.messages.linking import Linking
from services.notifications.messages.queries import (
    ANY_DUE,
    Leased,
    Postponed,
    lease,
    postpone,
)
from services.notifications.messages.subscribers import MESSAGES
from services.notifications.transports.port import (
    PATIENCE_SECONDS,
    Deferred,
    Delivered,
    Letter,
    Outcome,
    Rejected,
    Transport,
)
from shared.capability import Database
from shared.clock import Clock
from shared.errors import RegisterError
from shared.eventstore.answers import Answer, Internal
from shared.rulebook import Rulebook
from shared.settings import ServiceSettings

BATCH = 100
LEASE = timedelta(seconds=3 * PATIENCE_SECONDS)
POLL_SECONDS = 0.5
PAUSE_SECONDS = 2.0
SHORTEST_WAIT = timedelta(seconds=15)
LONGEST_WAIT = timedelta(hours=1)
GAVE_UP = "gave-up"
ERASED = "person-erased"

log = structlog.get_logger()


class Delivering(Protocol):
    """What the worker asks of the service it runs in."""

    @property
    def name(self) -> str:
        """The service's name."""
        ...

    @property
    def settings(self) -> ServiceSettings:
        """What it was told from outside."""
        ...

    @property
    def pool(self) -> "Pool[Record]":
        """Its database."""
        ...

    @property
    def clock(self) -> Clock:
        """The register's clock."""
        ...

    @property
    def rulebook(self) -> Rulebook:
        """The rules in force today."""
        ...

    async def execute_internal(self, commands: Sequence[Internal]) -> list[Answer]:
        """Decide the worker's commands, each id once."""
        ...


def delivery(
    transport: Transport, public_urls: Mapping[str, str]
) -> Callable[[Delivering], Awaitable[None]]:
    """Return the worker that delivers by this transport until it is cancelled.

    Links lead to `public_urls`, by service, else to where the service itself calls.
    """

    async def deliver(service: Delivering) -> None:
        settings = service.settings
        linking = Linking(settings.private_key, {**settings.peers, **public_urls})
        while True:
            try:
                delivered = await deliver_due(service, linking, transport)
            except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
                # The database is away, or another worker was first.
                log.warning("delivery paused", cause=type(error).__name__)
                await asyncio.sleep(PAUSE_SECONDS)
            except RegisterError as error:
                log.warning("delivery paused", cause=error.code)
                await asyncio.sleep(PAUSE_SECONDS)
            else:
                if delivered < BATCH:
                    await asyncio.sleep(POLL_SECONDS)

    return deliver


async def has_letters_due(service: Delivering) -> bool:
    """Tell whether a letter is due now and not yet handed over."""
    return bool(await service.pool.fetchval(ANY_DUE, service.clock.wall()))


async def deliver_due(
    service: Delivering, linking: Linking, transport: Transport
) -> int:
    """Deliver one batch of what is due, and return how many were tried."""
    async with service.pool.acquire() as connection:
        leased = await lease(cast("Database", connection), LEASE, BATCH)
    if not leased:
        return 0
    outcomes = await _hand_over(transport, linking, leased)
    give_up = timedelta(days=service.rulebook.notifications.give_up_days)
    wall, now = service.clock.wall(), service.clock.now()
    settled: list[Internal] = []
    postponed: list[Postponed] = []
    for one, outcome in zip(leased, outcomes, strict=True):
        command = settlement(one, outcome, transport.name, give_up, wall, now)
        if isinstance(command, Postponed):
            postponed.append(command)
        else:
            settled.append(_internal(one, command, service.name))
    if settled:
        await service.execute_internal(settled)
    if postponed:
        async with service.pool.acquire() as connection:
            await postpone(cast("Database", connection), postponed)
    log.info("messages handed over", settled=len(settled), postponed=len(postponed))
    return len(leased)


def settlement(
    leased: Leased,
    outcome: Outcome,
    transport: str,
    give_up: timedelta,
    wall: datetime,
    now: datetime,
) -> RecordSent | RecordFailed | Postponed:
    """Return what follows from an outcome: the record, or another try later."""
    match outcome:
        case Delivered():
            return RecordSent(
                leased.message_id,
                transport,
                outcome.reference,
                now,
                channel=leased.channel,
                number=leased.number,
            )
        case Rejected():
            return _failed(leased, transport, outcome.code, now)
        case Deferred():
            wait = backoff(leased.attempts)
            if wall + wait > leased.first_due_at + give_up:
                return _failed(leased, transport, GAVE_UP, now)
            return Postponed(leased.message_id, wait, outcome.code, leased.channel)


def _failed(leased: Leased, transport: str, code: str, now: datetime) -> RecordFailed:
    return RecordFailed(
        leased.message_id, transport, code, now, leased.channel, leased.number
    )


def backoff(attempts: int) -> timedelta:
    """Return how long to wait after so many tries: doubling, up to an hour."""
    return min(SHORTEST_WAIT * 2 ** min(attempts, 10), LONGEST_WAIT)


async def _hand_over(
    transport: Transport, linking: Linking, leased: Sequence[Leased]
) -> list[Outcome]:
    """Return what became of each; one whose text is erased is not sent any more."""
    letters = {
        one.message_id: letter for one in leased if (letter := _letter(one, linking))
    }
    outcomes = await transport.deliver(list(letters.values()))
    known = dict(zip(letters, outcomes, strict=True))
    return [known.get(one.message_id, Rejected(ERASED)) for one in leased]


def _letter(leased: Leased, linking: Linking) -> Letter | None:
    if leased.address is None or leased.subject_line is None or leased.body is None:
        return None
    return Letter(
        message_id=leased.message_id,
        to=leased.address,
        subject=leased.subject_line,
        body=linking.fill(leased.body, leased.link),
        written_at=leased.requested_at,
    )


def _internal(
    leased: Leased, command: RecordSent | RecordFailed, service: str
) -> Internal:
    return Internal(
        capability=MESSAGES.name,
        command=command,
        command_id=uuid5(
            leased.message_id,
            f"{type(command).__name__} {leased.channel} {leased.number}",
        ),
        actor=f"service:{service}",
        correlation_id=leased.correlation_id,
    )
