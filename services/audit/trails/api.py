"""Trails and digests for programs."""

from dataclasses import asdict
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query

from services.audit.trails.digests import read_digests_by_day
from services.audit.trails.queries import read_digests, read_trail
from shared.web.current import CurrentCaller, CurrentService, allowed

router = APIRouter(tags=["trails"])

Limit = Annotated[int, Query(ge=1, le=1000)]


@router.get("/api/trail", dependencies=[allowed("audit.read-trail")])
async def trail(
    service: CurrentService,
    caller: CurrentCaller,
    subject: Annotated[str, Query(min_length=1, max_length=500)],
    after: int = -1,
    limit: Limit = 200,
) -> dict[str, Any]:
    """Return the trail of a person, case, number or actor; `next` is the page after."""
    async with service.read() as database:
        entries = await read_trail(database, subject, after, limit, caller.roles)
    return {
        "subject": subject,
        "entries": [asdict(entry) for entry in entries],
        "next": entries[-1].index if len(entries) == limit else None,
    }


@router.get("/api/log/digests", dependencies=[allowed("audit.read-digests")])
async def digests(
    service: CurrentService, by: Literal["source", "day"] = "source"
) -> dict[str, Any]:
    """Return what the log holds of each service, to compare with their own stores."""
    async with service.read() as database:
        if by == "day":
            return {"sources": await read_digests_by_day(database)}
        sources = await read_digests(database)
    return {
        "sources": sources,
        "size": sum(source["count"] for source in sources.values()),
    }
