"""Erasures for people: what went, why, and who has yet to confirm it."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from services.applications.retention.queries import latest_erasures
from shared.web.current import CurrentService, allowed
from shared.web.pages import page

router = APIRouter(default_response_class=HTMLResponse)

SHOWN = 100


@router.get(
    "/erasures",
    summary="Erasures",
    dependencies=[allowed("applications.read-retention")],
)
async def erasure_list(request: Request, service: CurrentService) -> HTMLResponse:
    """Show the latest erasures."""
    async with service.read() as database:
        erasures = await latest_erasures(database, SHOWN)
    return page(request, "erasures.html", erasures=erasures, shown=SHOWN)
