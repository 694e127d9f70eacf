"""What the log found out about itself: gaps that stay open, records kept apart."""

from dataclasses import asdict
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Response

from services.audit.log.missing import gaps_told, still_missing
from services.audit.log.quarantine import Place, list_quarantine, quarantined_bytes
from shared.errors import NotFound
from shared.web.current import CurrentService, allowed

router = APIRouter(tags=["log"])

LARGEST = 2**63 - 1
Text = Annotated[str, Query(max_length=500)]
Number = Annotated[int, Query(ge=-1, le=2**31 - 1)]
Offset = Annotated[int, Query(ge=-1, le=LARGEST)]


def place_of(
    cluster: Text = "", topic: Text = "", partition: Number = -1, offset: Offset = -1
) -> Place:
    """Return the place in Kafka that the query names."""
    return Place(cluster, topic, partition, offset)


AtPlace = Annotated[Place, Depends(place_of)]


@router.get("/api/log/gaps", dependencies=[allowed("audit.read-gaps")])
async def gaps(service: CurrentService) -> dict[str, Any]:
    """Return the gaps that the log detected and that are not filled."""
    async with service.read() as database:
        told = await gaps_told(database)
        return {
            "gaps": [
                asdict(missing) | {"source": source}
                for versions, source in sorted(told.items())
                for missing in await still_missing(database, versions)
            ]
        }


@router.get("/api/quarantine", dependencies=[allowed("audit.read-quarantine")])
async def quarantine(
    service: CurrentService,
    after: AtPlace,
    limit: Annotated[int, Query(ge=1, le=1000)] = 200,
) -> dict[str, Any]:
    """Return the records that could not be entries, without their bytes, by page."""
    async with service.read() as database:
        kept = await list_quarantine(database, after, limit)
    return {
        "quarantined": [asdict(it) for it in kept],
        "next": asdict(kept[-1].place) if len(kept) == limit else None,
    }


@router.get(
    "/api/quarantine/raw",
    dependencies=[allowed("audit.read-quarantined-bytes")],
    response_class=Response,
)
async def raw(service: CurrentService, place: AtPlace) -> Response:
    """Return the bytes of one record, as they came, to whoever has to mend it."""
    async with service.read() as database:
        value = await quarantined_bytes(database, place)
    if value is None:
        raise NotFound(
            "No bytes from there are in quarantine: there never were any, or they "
            "were kept for their time."
        )
    return Response(
        value,
        media_type="application/octet-stream",
        # Nobody's browser shows, guesses or keeps it.
        headers={
            "Cache-Control": "no-store",
            "Content-Disposition": 'attachment; filename="record"',
            "X-Content-Type-Options": "nosniff",
        },
    )
