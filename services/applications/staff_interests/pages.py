"""Staff interests for people."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from services.applications.staff_interests.queries import list_interests
from shared.web.current import CurrentService, allowed
from shared.web.pages import page

router = APIRouter(default_response_class=HTMLResponse)


@router.get(
    "/staff-interests", dependencies=[allowed("applications.list-staff-interests")]
)
async def staff_interests(request: Request, service: CurrentService) -> HTMLResponse:
    """Show who declared ties; to whom, nobody is shown."""
    async with service.read() as database:
        interests = await list_interests(database)
    return page(request, "staff_interests.html", interests=interests)
