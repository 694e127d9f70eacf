"""Bulk actions on cases, for programs."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query

from shared.bulk.doors import one_bulk
from shared.bulk.queries import Bulk, latest_bulks
from shared.web.current import CurrentService, allowed

router = APIRouter()


@router.get("/api/bulk", dependencies=[allowed("assessment.read-bulk")])
async def bulks(
    service: CurrentService, limit: Annotated[int, Query(ge=1, le=200)] = 50
) -> list[Bulk]:
    """Return bulk actions on cases, the latest first."""
    async with service.read() as database:
        return await latest_bulks(database, limit)


@router.get("/api/bulk/{bulk_id}", dependencies=[allowed("assessment.read-bulk")])
async def bulk(service: CurrentService, bulk_id: UUID) -> Bulk:
    """Return a bulk action: the cases it touches, what it leaves out, how far it is."""
    return await one_bulk(service, bulk_id)
