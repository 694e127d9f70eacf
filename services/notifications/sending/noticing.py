"""The worker that looks at each address once it was given, in batches."""

import asyncio
from collections.abc import Awaitable, Callable
from uuid import UUID, uuid5

import structlog

from services.notifications.addresses.commands import Notice
from services.notifications.addresses.rules import Lists, notice_of
from services.notifications.addresses.subscribers import ADDRESSES
from services.notifications.sending.serving import Serving
from services.notifications.sending.worker import leadership
from shared.contracts.addressing import AddressNotice
from shared.database import WEATHER
from shared.errors import RegisterError
from shared.eventstore.answers import Internal

NOTICING_LOCK = 8785_0014
AT_ONCE = 500
POLL_SECONDS = 2.0

# Of whom neither an id nor an address is known was erased.
GIVEN = """
SELECT application_id, person_id, email
FROM applicant_contacts
WHERE NOT looked_at
ORDER BY application_id
LIMIT $1
"""

# An address that was given meanwhile is looked at once more.
LOOKED_AT = """
UPDATE applicant_contacts
SET looked_at = true
FROM unnest($1::uuid[], $2::text[]) AS given (application_id, email)
WHERE applicant_contacts.application_id = given.application_id
AND applicant_contacts.email IS NOT DISTINCT FROM given.email
"""

ANY_GIVEN = "SELECT EXISTS (SELECT FROM applicant_contacts WHERE NOT looked_at)"

log = structlog.get_logger()


def noticing_worker() -> Callable[[Serving], Awaitable[None]]:
    """Return the worker that looks at addresses until it is cancelled."""

    async def notice(service: Serving) -> None:
        while True:
            try:
                async with leadership(service, NOTICING_LOCK) as connection:
                    while True:
                        # Whoever lost the connection lost the lock.
                        await connection.execute("SELECT")
                        if not await look_at_addresses(service):
                            await asyncio.sleep(POLL_SECONDS)
            except (*WEATHER, RegisterError) as error:
                log.warning("noticing paused", cause=type(error).__name__)
            await asyncio.sleep(POLL_SECONDS)

    return notice


async def has_addresses(service: Serving) -> bool:
    """Tell whether an address was given that nobody has looked at yet."""
    return bool(await service.pool.fetchval(ANY_GIVEN))


async def look_at_addresses(service: Serving) -> int:
    """Look at the next addresses; return how many there were.

    Safe to repeat: what is noticed of an address already is nothing new.
    """
    given = await service.pool.fetch(GIVEN, AT_ONCE)
    rules = service.rulebook.notifications
    lists = Lists(
        rules.shared_mailboxes, rules.employer_domains, rules.personal_domains
    )
    noticed = [
        _noticed(service, row["application_id"], row["person_id"], notice)
        for row in given
        if row["person_id"] is not None
        and (notice := notice_of(row["email"], lists)) is not None
    ]
    if noticed:
        await service.execute_internal(noticed)
    if given:
        await service.pool.execute(
            LOOKED_AT,
            [row["application_id"] for row in given],
            [row["email"] for row in given],
        )
    return len(given)


def _noticed(
    service: Serving, application_id: UUID, person_id: UUID, notice: AddressNotice
) -> Internal:
    # Settled and given once more, it is noticed again: no id is the same twice.
    said = uuid5(application_id, f"{notice} {service.clock.wall().isoformat()}")
    return Internal(
        capability=ADDRESSES.name,
        command=Notice(application_id, notice, person_id, service.clock.now()),
        command_id=said,
        actor=f"service:{service.name}",
        correlation_id=said,
        kept=False,
    )
