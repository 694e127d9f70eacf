"""Bulk actions for people: what was prepared, who released it, how far it is."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from services.applications.bulk.queries import latest_bulks
from services.applications.footings import count_footings
from shared.web.current import CurrentService, allowed
from shared.web.pages import page

router = APIRouter(default_response_class=HTMLResponse)

SHOWN = 50


@router.get(
    "/bulk",
    summary="Bulk actions",
    dependencies=[allowed("applications.read-bulk")],
)
async def bulk_list(request: Request, service: CurrentService) -> HTMLResponse:
    """Show the latest bulk actions, and on which footing the register stands."""
    async with service.read() as database:
        bulks = await latest_bulks(database, SHOWN)
        footings = await count_footings(database)
    return page(request, "bulks.html", bulks=bulks, footings=footings, shown=SHOWN)
