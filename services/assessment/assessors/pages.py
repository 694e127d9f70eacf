"""The pool of assessors for people."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from services.assessment.assessors.queries import (
    appointed_assessors,
    covers,
    uncovered,
)
from shared.web.current import CurrentService, allowed
from shared.web.pages import page

router = APIRouter(default_response_class=HTMLResponse)


@router.get("/assessors", dependencies=[allowed("assessment.list-assessors")])
async def assessors(request: Request, service: CurrentService) -> HTMLResponse:
    """Show who was appointed, for which scopes, and for how many cases."""
    async with service.read() as database:
        everybody = await appointed_assessors(database)
        scopes = await covers(database)
        nobody = await uncovered(database, service.rulebook)
    short = [one for one in scopes if one.short]
    return page(
        request, "assessors.html", assessors=everybody, short=short, uncovered=nobody
    )
