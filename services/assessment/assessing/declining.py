"""Declining a case by the signed link of a letter: a page that shows nothing of it.

Opening the page changes nothing, since mail programs open links by themselves. The
link is good once: who gave a case back is off it, and never comes back to it.
"""

from http import HTTPStatus
from typing import Annotated
from uuid import NAMESPACE_URL, UUID, uuid5

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse

from services.assessment.assessing.queries import has_seat
from shared.contracts.assigning import Recusal, RecuseFromCase
from shared.errors import NotFound
from shared.eventstore.answers import AnswerOutcome, Ask
from shared.identity.links import read_link
from shared.web.current import CorrelationId, CurrentService, allowed
from shared.web.links import UNTOLD, no_good_page, used_page
from shared.web.pages import page
from shared.web.service import Service

router = APIRouter(default_response_class=HTMLResponse)

DECLINING = uuid5(NAMESPACE_URL, "register:decline")
PURPOSE = "decline"
NOT_YOURS = "The case is not with you, or you have given your recommendation."
DONE = "Thank you. Somebody else is asked, and you need do nothing more."


@router.get("/decline/{token}", dependencies=[allowed("assessment.decline-case")])
async def ask(request: Request, token: str, service: CurrentService) -> HTMLResponse:
    """Show the assessor a form by which to give the case back."""
    try:
        case, assessor_id = _by_link(service, token)
    except NotFound as error:
        return no_good_page(request, service, error)
    async with service.read() as database:
        if not await has_seat(database, case, assessor_id):
            return used_page(request, service, NOT_YOURS)
    return _page(request, None)


@router.post("/decline/{token}", dependencies=[allowed("assessment.decline-case")])
async def decline(
    request: Request,
    token: str,
    service: CurrentService,
    correlation: CorrelationId,
    reason: Annotated[Recusal, Form()],
) -> HTMLResponse:
    """Take the assessor off the case; whoever holds the link acts for them."""
    try:
        case, assessor_id = _by_link(service, token)
    except NotFound as error:
        return no_good_page(request, service, error)
    wanted = RecuseFromCase(assessment_id=case, reason=reason)
    # One id a link, so that sending the form twice is giving the case back once.
    once = uuid5(DECLINING, f"{case}:{assessor_id}")
    asked = Ask(once, wanted, assessor_id, correlation)
    (answer,) = await service.execute([asked])
    if answer.outcome is AnswerOutcome.REFUSED:
        return used_page(request, service, NOT_YOURS, HTTPStatus.CONFLICT)
    return _page(request, DONE)


def _by_link(service: Service, token: str) -> tuple[UUID, str]:
    """Return the case and the assessor that a link names, else `NotFound`."""
    subject = read_link(token, PURPOSE, service.keys, service.clock.now())
    case, _, assessor_id = subject.partition(":")
    return UUID(case), assessor_id


def _page(request: Request, said: str | None) -> HTMLResponse:
    shown = page(request, "decline.html", said=said, reasons=tuple(Recusal))
    shown.headers.update(UNTOLD)
    return shown
