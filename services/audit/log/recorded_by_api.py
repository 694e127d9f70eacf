"""What the log holds of a service, for that service when it is back from a backup."""

from dataclasses import asdict
from typing import Annotated, Any

from fastapi import APIRouter, Query

from services.audit.log.recorded_by import entries_by, heads_by
from shared.web.current import CurrentService, allowed

MOST_INDEX = 2**62

router = APIRouter(tags=["log"])

Source = Annotated[str, Query(pattern=r"^/[a-z]+(/[a-z]+)*$")]
Limit = Annotated[int, Query(ge=1, le=1000)]


@router.get("/api/log/heads", dependencies=[allowed("audit.read-heads-by-source")])
async def heads(
    service: CurrentService, source: Source, after: str = "", limit: Limit = 1000
) -> dict[str, Any]:
    """Return a source's streams with their last versions in the log, after one."""
    async with service.read() as database:
        page = await heads_by(database, source, after, limit)
    return {
        "heads": [asdict(one) for one in page],
        "next": page[-1].stream if len(page) == limit else None,
    }


@router.get("/api/log/entries", dependencies=[allowed("audit.read-entries-by-source")])
async def entries(
    service: CurrentService,
    source: Source,
    after: Annotated[int, Query(ge=-1, le=MOST_INDEX)] = -1,
    stream: str | None = None,
    limit: Limit = 200,
) -> dict[str, Any]:
    """Return a source's entries after an index, with what is still disclosed of them.

    `entry` is base64, `disclosures` are joined by `~`; `next` is the page after.
    """
    async with service.read() as database:
        page = await entries_by(database, source, after, limit, stream)
    return {
        "entries": [asdict(one) for one in page],
        "next": page[-1].index if len(page) == limit else None,
    }
