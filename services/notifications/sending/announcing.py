"""The worker that owes subscribers the changes of the public register, in batches.

A change was kept in the transaction that heard of it; it is taken away once each
subscriber is owed a message. A crash between the two owes nobody two: a message's id
follows from the change and from the subscriber.
"""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid5

import structlog
from asyncpg import Record
from orjson import OPT_SORT_KEYS, dumps, loads

from services.notifications.messages.commands import RequestAnnouncement, Terms
from services.notifications.messages.subscribers import MESSAGES
from services.notifications.messages.telling.announcing import RULE
from services.notifications.sending.serving import Serving
from services.notifications.sending.worker import leadership
from shared.contracts.notifications import WEBHOOK
from shared.database import WEATHER
from shared.errors import RegisterError
from shared.eventstore.answers import Internal

ANNOUNCING_LOCK = 8785_0012
AT_ONCE = 100
COMMANDS_AT_ONCE = 500
POLL_SECONDS = 1.0
KIND = "register.entry."
"""What every kind of news begins with; what changed follows."""

# Whoever subscribed after a change reads it in the register.
OWED = """
SELECT
    change_id,
    change,
    application_id,
    person_id,
    facts,
    changed_at,
    correlation_id,
    array(
        SELECT subscriber_id
        FROM subscribers
        WHERE status = 'enabled'
        AND change = ANY(changes)
        AND registered_at <= changed_at
        ORDER BY subscriber_id
    ) AS subscribers
FROM register_changes
ORDER BY position
LIMIT $1
"""

TAKEN_AWAY = "DELETE FROM register_changes WHERE change_id = ANY($1::uuid[])"
ANY_CHANGE = "SELECT EXISTS (SELECT FROM register_changes)"

log = structlog.get_logger()


def announcing_worker() -> Callable[[Serving], Awaitable[None]]:
    """Return the worker that owes subscribers what changed, until it is cancelled."""

    async def announce(service: Serving) -> None:
        while True:
            try:
                async with leadership(service, ANNOUNCING_LOCK) as connection:
                    while True:
                        # Whoever lost the connection lost the lock.
                        await connection.execute("SELECT")
                        if not await announce_changes(service):
                            await asyncio.sleep(POLL_SECONDS)
            except (*WEATHER, RegisterError) as error:
                log.warning("announcing paused", cause=type(error).__name__)
            await asyncio.sleep(POLL_SECONDS)

    return announce


async def announce_changes(service: Serving) -> int:
    """Owe subscribers the next changes; return how many changes there were."""
    changes = await service.pool.fetch(OWED, AT_ONCE)
    owed = [
        _owed(service, change, subscriber_id)
        for change in changes
        for subscriber_id in change["subscribers"]
    ]
    for first in range(0, len(owed), COMMANDS_AT_ONCE):
        await service.execute_internal(owed[first : first + COMMANDS_AT_ONCE])
    if changes:
        ids = [change["change_id"] for change in changes]
        await service.pool.execute(TAKEN_AWAY, ids)
        log.info("changes announced", changes=len(changes), owed=len(owed))
    return len(changes)


async def has_changes(service: Serving) -> bool:
    """Tell whether something changed of which nobody is owed the news yet."""
    return bool(await service.pool.fetchval(ANY_CHANGE))


def _owed(service: Serving, change: Record, subscriber_id: UUID) -> Internal:
    message_id = uuid5(change["change_id"], str(subscriber_id))
    now, days = service.clock.now(), service.rulebook.notifications.soon_days
    kind = KIND + change["change"]
    return Internal(
        capability=MESSAGES.name,
        command=RequestAnnouncement(
            message_id=message_id,
            about=f"application/{change['application_id']}",
            subscriber_id=subscriber_id,
            person_id=change["person_id"],
            kind=kind,
            content=news(kind, change["changed_at"], change["facts"]),
            now=now,
            terms=Terms(
                rule=RULE, due_by=now + timedelta(days=days), channels=(WEBHOOK,)
            ),
        ),
        command_id=uuid5(message_id, "announced"),
        actor=f"service:{service.name}",
        correlation_id=change["correlation_id"],
    )


def news(kind: str, changed_at: datetime, facts: str) -> str:
    """Return what a subscriber is sent, as JSON: what, when, and the public facts."""
    at = changed_at.astimezone(UTC).isoformat(timespec="milliseconds")
    said = {"type": kind, "timestamp": at.replace("+00:00", "Z"), "data": loads(facts)}
    return dumps(said, option=OPT_SORT_KEYS).decode()
