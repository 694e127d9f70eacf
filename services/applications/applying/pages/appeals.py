"""Appeals for people: the queue of a panel's member, and the finding."""

from http import HTTPStatus
from typing import Annotated
from uuid import UUID, uuid4

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from services.applications.applying.api.appeals import (
    appeal_for,
    appeal_of,
    waiting_appeals,
)
from shared.contracts.appealing import AppealOutcome, FindOnAppeal
from shared.eventstore.answers import Answer, AnswerOutcome, Ask
from shared.identity.caller import Caller
from shared.web.current import (
    CorrelationId,
    CurrentCaller,
    CurrentLooking,
    CurrentService,
    allowed,
)
from shared.web.forms import written
from shared.web.pages import page
from shared.web.service import Service

router = APIRouter(default_response_class=HTMLResponse)
LONGEST_EXPLANATION = 5_000


@router.get("/appeals", dependencies=[allowed("applications.list-appeals")])
async def appeals(
    request: Request,
    service: CurrentService,
    caller: CurrentCaller,
    looking: CurrentLooking,
) -> HTMLResponse:
    """Show the appeals that the caller may hear, oldest first."""
    waiting = await waiting_appeals(service, caller)
    looking.results = len(waiting)
    return page(request, "appeals.html", appeals=waiting)


@router.get(
    "/appeals/{application_id}", dependencies=[allowed("applications.read-appeal")]
)
async def appeal(
    request: Request,
    application_id: UUID,
    service: CurrentService,
    caller: CurrentCaller,
    looking: CurrentLooking,
) -> HTMLResponse:
    """Show an appeal to a member of the panel who may hear it."""
    facts = await appeal_for(service, caller, application_id)
    looking.person_id = facts.person_id
    return await _appeal(request, service, caller, application_id)


@router.post(
    "/appeals/{application_id}/finding", dependencies=[allowed(FindOnAppeal.TYPE)]
)
async def find(
    request: Request,
    application_id: UUID,
    service: CurrentService,
    caller: CurrentCaller,
    correlation: CorrelationId,
    command_id: Annotated[UUID, Form()],
    outcome: Annotated[AppealOutcome, Form()],
    scopes: Annotated[list[str] | None, Form()] = None,
    reasons: Annotated[str, Form(max_length=500)] = "",
    explanation: Annotated[str, Form(max_length=LONGEST_EXPLANATION)] = "",
) -> Response:
    """Give one's finding, and return to the queue."""
    upheld = outcome is AppealOutcome.UPHELD
    data = FindOnAppeal(
        application_id=application_id,
        outcome=outcome,
        scopes=tuple(scopes or ()) if upheld else (),
        reasons=tuple(reasons.split()),
        explanation=written(explanation),
    )
    [answer] = await service.execute([Ask(command_id, data, caller.actor, correlation)])
    if answer.outcome is AnswerOutcome.REFUSED:
        return await _appeal(request, service, caller, application_id, answer)
    return RedirectResponse("/appeals", status_code=HTTPStatus.SEE_OTHER)


async def _appeal(
    request: Request,
    service: Service,
    caller: Caller,
    application_id: UUID,
    refused: Answer | None = None,
) -> HTMLResponse:
    shown = appeal_of(await appeal_for(service, caller, application_id))
    # Nobody is assessed afresh for scopes while others are admitted.
    leaves_out = {AppealOutcome.SENT_BACK} if shown.admitted else set[AppealOutcome]()
    return page(
        request,
        "appeal.html",
        status=HTTPStatus.OK if refused is None else HTTPStatus.CONFLICT,
        appeal=shown,
        outcomes=[one for one in AppealOutcome if one not in leaves_out],
        command_id=uuid4(),
        refused=refused,
    )
