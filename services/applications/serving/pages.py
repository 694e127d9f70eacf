"""Refusals that are not final yet, for people."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from services.applications.serving.queries import list_refusals
from shared.web.current import CurrentCaller, CurrentService, allowed
from shared.web.pages import page

router = APIRouter(default_response_class=HTMLResponse)


@router.get("/refusals", dependencies=[allowed("applications.list-refusals")])
async def refusals(
    request: Request, service: CurrentService, caller: CurrentCaller
) -> HTMLResponse:
    """Show whether each refusal's service is proven, and until when one appeals."""
    async with service.read() as database:
        listed = await list_refusals(database, caller.actor)
    return page(request, "refusals.html", refusals=listed)
