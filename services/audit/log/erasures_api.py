"""The erasures in the log, for services that come back from a backup."""

from dataclasses import asdict
from typing import Annotated, Any

from fastapi import APIRouter, Query

from services.audit.log.erasing import ordered_erasures
from shared.messaging.topics import SERVICES
from shared.web.current import CurrentService, allowed

MOST_INDEX = 2**62

router = APIRouter(tags=["log"])


@router.get("/api/log/erasures", dependencies=[allowed("audit.read-erasures")])
async def erasures(
    service: CurrentService,
    after: Annotated[int, Query(ge=-1, le=MOST_INDEX)] = -1,
    limit: Annotated[int, Query(ge=1, le=1000)] = 200,
) -> dict[str, Any]:
    """Return the entries by which people were erased; `next` is the page after.

    `entry` is base64; `confirmed` are the services whose confirmation is in the log.
    """
    async with service.read() as database:
        ordered = await ordered_erasures(database, SERVICES, after, limit)
    return {
        "erasures": [asdict(one) for one in ordered],
        "next": ordered[-1].index if len(ordered) == limit else None,
    }
