"""Fees for people: how the money adds up, and what nobody has found the owner of."""

from http import HTTPStatus
from typing import Annotated
from uuid import UUID, uuid4

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from services.applications.fees.queries import list_unmatched, reconcile
from shared.contracts.contract import CommandData
from shared.contracts.fees import AllocatePayment, DismissalGround, DismissPayment
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

SHOWN = 100
FEES = "/fees"


@router.get(FEES, summary="Fees", dependencies=[allowed("applications.list-unmatched")])
async def fee_list(
    request: Request, service: CurrentService, looking: CurrentLooking
) -> HTMLResponse:
    """Show how the money adds up, and what waits for somebody to say whose it is."""
    async with service.read() as database:
        looking.results = len(await list_unmatched(database, None, SHOWN))
    return await _fees(request, service)


@router.post(
    "/fees/unmatched/{payment_id}/owner", dependencies=[allowed(AllocatePayment.TYPE)]
)
async def allocate_payment(
    request: Request,
    payment_id: UUID,
    service: CurrentService,
    caller: CurrentCaller,
    correlation: CorrelationId,
    command_id: Annotated[UUID, Form()],
    application_id: Annotated[UUID, Form()],
) -> Response:
    """Say whose a payment is."""
    data: CommandData = AllocatePayment(
        payment_id=payment_id, application_id=application_id
    )
    ask = Ask(command_id, data, caller.actor, correlation)
    return await _answered(request, service, ask)


@router.post(
    "/fees/unmatched/{payment_id}/dismissal",
    dependencies=[allowed(DismissPayment.TYPE)],
)
async def dismiss_payment(
    request: Request,
    payment_id: UUID,
    service: CurrentService,
    caller: CurrentCaller,
    correlation: CorrelationId,
    command_id: Annotated[UUID, Form()],
    reason: Annotated[DismissalGround, Form()],
) -> Response:
    """Say that a row is no payment of any application."""
    data: CommandData = DismissPayment(payment_id=payment_id, reason=reason)
    ask = Ask(command_id, data, caller.actor, correlation)
    return await _answered(request, service, ask)


async def _answered(request: Request, service: Service, ask: Ask) -> Response:
    [answer] = await service.execute([ask])
    if answer.outcome is AnswerOutcome.REFUSED:
        return await _fees(request, service, answer)
    return RedirectResponse(FEES, status_code=HTTPStatus.SEE_OTHER)


async def _fees(
    request: Request, service: Service, refused: Answer | None = None
) -> HTMLResponse:
    async with service.read() as database:
        totals = await reconcile(database, None)
        lines = await list_unmatched(database, None, SHOWN)
    return page(
        request,
        "fees.html",
        status=HTTPStatus.OK if refused is None else HTTPStatus.CONFLICT,
        totals=totals,
        payments=lines,
        dismissals=list(DismissalGround),
        new_id=uuid4,
        pounds=_pounds,
        refused=refused,
    )


def _pounds(pence: int) -> str:
    return f"£{pence // 100:,}.{pence % 100:02}"
