"""The list of messages for people."""

from uuid import UUID

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from services.notifications.messages.queries import (
    Status,
    count_messages,
    list_messages,
)
from shared.web.current import CurrentLooking, CurrentService, allowed
from shared.web.pages import page

router = APIRouter(default_response_class=HTMLResponse)

SHOWN = 100


@router.get("/messages", dependencies=[allowed("notifications.list-messages")])
async def messages(
    request: Request,
    service: CurrentService,
    looking: CurrentLooking,
    status: Status | None = None,
    after: UUID | None = None,
) -> HTMLResponse:
    """Show what people were to be told, and what became of it."""
    async with service.read() as database:
        lines = await list_messages(database, status, None, after, SHOWN)
        counts = await count_messages(database)
    looking.results = len(lines)
    return page(
        request,
        "messages.html",
        messages=lines,
        counts={each.value: counts.get(each, 0) for each in Status},
        chosen=status,
        shown=SHOWN,
    )
