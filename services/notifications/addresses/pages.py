"""Addresses to be looked at, for people."""

from http import HTTPStatus
from typing import Annotated
from uuid import UUID, uuid4

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from services.notifications.addresses.queries import list_notices
from shared.contracts.addressing import AddressSettling, SettleAddress
from shared.eventstore.answers import Answer, AnswerOutcome, Ask
from shared.web.current import (
    CorrelationId,
    CurrentCaller,
    CurrentLooking,
    CurrentService,
    allowed,
)
from shared.web.pages import page
from shared.web.service import Service

router = APIRouter(default_response_class=HTMLResponse)

LIST = "/addresses"
SHOWN = 100


@router.get(
    LIST, summary="Addresses", dependencies=[allowed("notifications.list-addresses")]
)
async def addresses(
    request: Request, service: CurrentService, looking: CurrentLooking
) -> HTMLResponse:
    """Show which addresses a person should look at, and what to do about each."""
    shown, looking.results = await _list(request, service)
    return shown


@router.post(
    LIST + "/{application_id}/settle", dependencies=[allowed(SettleAddress.TYPE)]
)
async def settle(
    request: Request,
    application_id: UUID,
    service: CurrentService,
    caller: CurrentCaller,
    correlation: CorrelationId,
    command_id: Annotated[UUID, Form()],
    reason: Annotated[AddressSettling, Form()],
) -> Response:
    """Say how an address was dealt with."""
    data = SettleAddress(application_id=application_id, reason=reason)
    [answer] = await service.execute([Ask(command_id, data, caller.actor, correlation)])
    if answer.outcome is AnswerOutcome.REFUSED:
        shown, _ = await _list(request, service, answer)
        return shown
    return RedirectResponse(LIST, status_code=HTTPStatus.SEE_OTHER)


async def _list(
    request: Request, service: Service, refused: Answer | None = None
) -> tuple[HTMLResponse, int]:
    """Return the page, and how many addresses it shows."""
    async with service.read() as database:
        found = await list_notices(database, SHOWN)
    shown = page(
        request,
        "addresses.html",
        status=HTTPStatus.OK if refused is None else HTTPStatus.CONFLICT,
        notices=found,
        shown=SHOWN,
        reasons=list(AddressSettling),
        new_id=uuid4,
        refused=refused,
        settle_action=SettleAddress.TYPE,
    )
    return shown, len(found)
