"""The worker that carries out released bulk actions, a slice of items at a time.

Each item is a command of its own, with an id derived from the action and the item: an
interrupted action goes on where it stopped, and no item is done twice.
"""

import asyncio
from uuid import uuid5

import structlog

from services.applications.bulk.commands import Finish
from services.applications.bulk.queries import Bulk, next_released
from services.applications.bulk.subscribers import BULK
from services.applications.footings import ToMove, entries_to_move
from services.applications.registration.commands import TransferEntry
from services.applications.registration.subscribers import REGISTRATION
from shared.clock import register_date
from shared.database import WEATHER
from shared.errors import Refused
from shared.eventstore.answers import AnswerOutcome, Internal
from shared.eventstore.store import Conflicted
from shared.web.service import Service

POLL_SECONDS = 1.0
SLICE = 500
ACTOR = "service:applications"

log = structlog.get_logger()


async def keep_carrying_out(service: Service) -> None:
    """Carry out what is released, until cancelled."""
    while True:
        try:
            done = await carry_out_next(service)
        except (Conflicted, Refused, *WEATHER) as error:
            log.warning("bulk action not carried out", cause=type(error).__name__)
            done = False
        if not done:
            await asyncio.sleep(POLL_SECONDS)


async def carry_out_next(service: Service) -> bool:
    """Carry out the action that was released first; tell whether there was one."""
    async with service.read() as database:
        action = await next_released(database)
    if action is None:
        return False
    left, after = 0, ""
    while items := await _next_items(service, action, after):
        left += await _move(service, action, items)
        after = items[-1].registration_number
    finish = Finish(action.bulk_id, left, service.clock.now())
    await service.execute_internal(
        [
            Internal(
                capability=BULK.name,
                command=finish,
                command_id=uuid5(action.bulk_id, "finish"),
                actor=ACTOR,
                correlation_id=action.bulk_id,
            )
        ]
    )
    return True


async def is_to_carry_out(service: Service) -> bool:
    """Tell whether an action is released and not carried out yet."""
    async with service.read() as database:
        return await next_released(database) is not None


async def _next_items(service: Service, action: Bulk, after: str) -> list[ToMove]:
    async with service.read() as database:
        return await entries_to_move(
            database, action.subject, action.target, after, SLICE
        )


async def _move(service: Service, action: Bulk, items: list[ToMove]) -> int:
    """Move a slice in one transaction; return how many of it were refused."""
    now = service.clock.now()
    answers = await service.execute_internal(
        [
            Internal(
                capability=REGISTRATION.name,
                command=TransferEntry(
                    number=item.registration_number,
                    application_id=item.application_id,
                    scope=action.subject,
                    footing=action.target,
                    bulk_id=action.bulk_id,
                    now=now,
                    today=register_date(now),
                ),
                command_id=uuid5(action.bulk_id, item.registration_number),
                actor=ACTOR,
                correlation_id=action.bulk_id,
            )
            for item in items
        ]
    )
    return sum(answer.outcome is AnswerOutcome.REFUSED for answer in answers)
