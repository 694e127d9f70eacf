"""Subscribers for programs."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Query

from services.notifications.subscriptions.queries import (
    SubscriberLine,
    list_subscribers,
)
from shared.web.current import CurrentLooking, CurrentService, allowed

router = APIRouter()

MOST = 1_000


@dataclass(frozen=True, slots=True)
class Subscribers:
    """Employers and other registers that are told, or were."""

    subscribers: list[SubscriberLine]


@router.get(
    "/api/subscribers", dependencies=[allowed("notifications.list-subscribers")]
)
async def subscribers(
    service: CurrentService,
    looking: CurrentLooking,
    limit: Annotated[int, Query(ge=1, le=MOST)] = MOST,
) -> Subscribers:
    """Return who is told of changes to the register, the first registered first."""
    async with service.read() as database:
        found = await list_subscribers(database, limit)
    looking.results = len(found)
    return Subscribers(found)
