"""The public register for people."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from services.applications.registration.api import LONGEST_SEARCH, MOST
from services.applications.registration.queries import entry_on, find_entries
from shared.clock import register_date
from shared.errors import NotFound
from shared.web.current import CurrentService, allowed
from shared.web.pages import page

router = APIRouter(default_response_class=HTMLResponse)


@router.get(
    "/register",
    summary="Search the register",
    dependencies=[allowed("applications.search-register")],
)
async def register_search(
    request: Request,
    service: CurrentService,
    q: Annotated[str, Query(max_length=LONGEST_SEARCH)] = "",
) -> HTMLResponse:
    """Show the search form, and the entries found."""
    today = register_date(service.clock.now())
    async with service.read() as database:
        entries = await find_entries(database, q, today, MOST + 1)
    return page(
        request,
        "register_search.html",
        sought=q,
        entries=entries[:MOST],
        more=len(entries) > MOST,
        most=MOST,
        as_at=today,
        rulebook=service.rulebook,
    )


@router.get("/register/{number}", dependencies=[allowed("applications.read-entry")])
async def register_entry(
    request: Request, service: CurrentService, number: str
) -> HTMLResponse:
    """Show an entry as it stands today."""
    today = register_date(service.clock.now())
    async with service.read() as database:
        entry = await entry_on(database, number, today)
    if entry is None:
        raise NotFound("There is no entry with this number.")
    return page(
        request,
        "register_entry.html",
        entry=entry,
        as_at=today,
        rulebook=service.rulebook,
    )
