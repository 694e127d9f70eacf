"""Bulk actions and footings, for programs."""

from collections.abc import Mapping
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query

from services.applications.footings import count_footings
from shared.bulk.doors import one_bulk
from shared.bulk.queries import Bulk, latest_bulks
from shared.web.current import CurrentService, allowed

router = APIRouter()


@router.get("/api/bulk", dependencies=[allowed("applications.read-bulk")])
async def bulks(
    service: CurrentService, limit: Annotated[int, Query(ge=1, le=200)] = 50
) -> list[Bulk]:
    """Return bulk actions, the latest first."""
    async with service.read() as database:
        return await latest_bulks(database, limit)


@router.get("/api/bulk/{bulk_id}", dependencies=[allowed("applications.read-bulk")])
async def bulk(service: CurrentService, bulk_id: UUID) -> Bulk:
    """Return a bulk action: what it touches, what it leaves out, how far it is."""
    return await one_bulk(service, bulk_id)


@router.get("/api/footings", dependencies=[allowed("applications.read-bulk")])
async def footings(service: CurrentService) -> Mapping[str, Mapping[str, int]]:
    """Return how many entries stand on which footing, scope by scope."""
    async with service.read() as database:
        return await count_footings(database)
