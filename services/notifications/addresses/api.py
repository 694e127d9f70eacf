"""Addresses to be looked at, for programs."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Query

from services.notifications.addresses.queries import NoticeLine, list_notices
from shared.web.current import CurrentLooking, CurrentService, allowed

router = APIRouter()

MOST = 1_000


@dataclass(frozen=True, slots=True)
class Notices:
    """Addresses that a person should look at."""

    notices: list[NoticeLine]


@router.get("/api/addresses", dependencies=[allowed("notifications.list-addresses")])
async def addresses(
    service: CurrentService,
    looking: CurrentLooking,
    limit: Annotated[int, Query(ge=1, le=MOST)] = 100,
) -> Notices:
    """Return what is noticed of addresses and what to do about it, oldest first."""
    async with service.read() as database:
        found = await list_notices(database, limit)
    looking.results = len(found)
    return Notices(found)
