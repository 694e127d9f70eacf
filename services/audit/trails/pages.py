"""Trails for people."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from services.audit.trails.queries import TrailEntry, read_trail
from shared.web.current import CurrentCaller, CurrentService, allowed
from shared.web.pages import page

PAGE_SIZE = 200

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)


@router.get("/trails", dependencies=[allowed("audit.read-trail")])
async def trail(
    request: Request,
    service: CurrentService,
    caller: CurrentCaller,
    subject: Annotated[str, Query(max_length=500)] = "",
    after: int = -1,
) -> HTMLResponse:
    """Show the trail of a subject, or ask for one."""
    entries: list[TrailEntry] = []
    if subject:
        async with service.read() as database:
            entries = await read_trail(
                database, subject, after, PAGE_SIZE, caller.roles
            )
    return page(
        request,
        "trail.html",
        subject=subject,
        entries=entries,
        following=entries[-1].index if len(entries) == PAGE_SIZE else None,
    )
