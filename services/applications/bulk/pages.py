"""Bulk actions for people: what was prepared, who released it, how far it is."""

from typing import Annotated
from uuid import UUID, uuid5

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import HTMLResponse

from services.applications.footings import count_footings
from shared.bulk.doors import decided, list_page
from shared.contracts.transfers import ReleaseBulk
from shared.eventstore.answers import Ask
from shared.web.current import CorrelationId, CurrentCaller, CurrentService, allowed

router = APIRouter(default_response_class=HTMLResponse)


@router.get(
    "/bulk",
    summary="Bulk actions",
    dependencies=[allowed("applications.read-bulk")],
)
async def bulk_list(request: Request, service: CurrentService) -> HTMLResponse:
    """Show the latest bulk actions, and on which footing the register stands."""
    async with service.read() as database:
        footings = await count_footings(database)
    return await list_page(
        request, service, "bulks.html", ReleaseBulk, footings=footings
    )


@router.post("/bulk/{bulk_id}/release", dependencies=[allowed(ReleaseBulk.TYPE)])
async def release(
    request: Request,
    bulk_id: UUID,
    service: CurrentService,
    caller: CurrentCaller,
    correlation: CorrelationId,
    items_digest: Annotated[str, Form(max_length=200)],
) -> Response:
    """Release what another prepared, and show the list."""
    wanted = ReleaseBulk(bulk_id=bulk_id, items_digest=items_digest)
    # One id a person and a digest, so that sending the form twice is releasing once.
    once = uuid5(bulk_id, f"release:{caller.actor}:{items_digest}")
    return await decided(request, service, Ask(once, wanted, caller.actor, correlation))
