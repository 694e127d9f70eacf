"""The registrar's work list for people."""

from uuid import UUID

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from services.applications.applying.api.work import UNDER_WAY, read_work
from services.applications.applying.queries import Status, count_applications
from shared.web.current import CurrentCaller, CurrentLooking, CurrentService, allowed
from shared.web.pages import page

router = APIRouter(default_response_class=HTMLResponse)
SHOWN = 100


@router.get("/work-list", dependencies=[allowed("applications.list-work")])
async def work_list(
    request: Request,
    service: CurrentService,
    caller: CurrentCaller,
    looking: CurrentLooking,
    status: Status | None = None,
    after: UUID | None = None,
) -> HTMLResponse:
    """Show what waits, oldest first: open matters, age against target, next step."""
    work = await read_work(service, caller.actor, status, after, SHOWN)
    async with service.read() as database:
        counts = await count_applications(database)
    looking.results = len(work)
    return page(
        request,
        "work_list.html",
        work=work,
        counts={each: counts[each] for each in UNDER_WAY},
        standing=status,
        following=work[-1].application_id if len(work) == SHOWN else None,
    )
