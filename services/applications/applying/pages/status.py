"""An applicant's own application for people: its status, and what they may do."""

from http import HTTPStatus
from typing import Annotated
from uuid import UUID, uuid4

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from services.applications.applying.api.status import (
    MOST_OWN,
    facts_for,
    status_of,
)
from services.applications.applying.queries.facts import list_own
from services.applications.applying.queries.situations import situation_of
from shared.clock import register_date
from shared.contracts.appealing import LodgeAppeal, WithdrawAppeal
from shared.contracts.contract import CommandData
from shared.contracts.corresponding import (
    AnswerFurtherInformation,
    WithdrawApplication,
)
from shared.errors import NotFound
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
LONGEST = 20_000
Words = Annotated[str, Form(max_length=LONGEST)]
CommandId = Annotated[UUID, Form()]


@router.get("/my-applications", dependencies=[allowed("applications.read-status")])
async def own_applications(
    request: Request,
    service: CurrentService,
    caller: CurrentCaller,
    looking: CurrentLooking,
) -> HTMLResponse:
    """Show the caller their own applications and where they are."""
    async with service.read() as database:
        own = await list_own(database, caller.actor, MOST_OWN)
    looking.results = len(own)
    shown = [status_of(facts, service) for facts in own]
    return page(request, "my_applications.html", applications=shown)


@router.get(
    "/applications/{application_id}/status",
    dependencies=[allowed("applications.read-status")],
)
async def application_status(
    request: Request,
    application_id: UUID,
    service: CurrentService,
    caller: CurrentCaller,
    looking: CurrentLooking,
) -> HTMLResponse:
    """Show where an application is, who has it, what is next and by when."""
    facts = await facts_for(service, caller, application_id)
    looking.person_id = facts.person_id
    return await _status(request, service, caller, application_id)


@router.post(
    "/applications/{application_id}/answer",
    dependencies=[allowed(AnswerFurtherInformation.TYPE)],
)
async def answer(
    request: Request,
    application_id: UUID,
    service: CurrentService,
    caller: CurrentCaller,
    correlation: CorrelationId,
    command_id: CommandId,
    statement: Words = "",
) -> Response:
    """Answer the request for further information."""
    data = AnswerFurtherInformation(
        application_id=application_id, statement=written(statement)
    )
    return await _do(request, service, caller, correlation, command_id, data)


@router.post(
    "/applications/{application_id}/withdrawal",
    dependencies=[allowed(WithdrawApplication.TYPE)],
)
async def withdraw(
    request: Request,
    application_id: UUID,
    service: CurrentService,
    caller: CurrentCaller,
    correlation: CorrelationId,
    command_id: CommandId,
) -> Response:
    """Withdraw the application."""
    data = WithdrawApplication(application_id=application_id)
    return await _do(request, service, caller, correlation, command_id, data)


@router.post(
    "/applications/{application_id}/appeal", dependencies=[allowed(LodgeAppeal.TYPE)]
)
async def appeal(
    request: Request,
    application_id: UUID,
    service: CurrentService,
    caller: CurrentCaller,
    correlation: CorrelationId,
    command_id: CommandId,
    grounds: Annotated[list[str] | None, Form()] = None,
    statement: Words = "",
) -> Response:
    """Appeal against the refusal, whole or of some scopes."""
    data = LodgeAppeal(
        application_id=application_id,
        grounds=tuple(grounds or ()),
        statement=written(statement),
    )
    return await _do(request, service, caller, correlation, command_id, data)


@router.post(
    "/applications/{application_id}/appeal/withdrawal",
    dependencies=[allowed(WithdrawAppeal.TYPE)],
)
async def withdraw_appeal(
    request: Request,
    application_id: UUID,
    service: CurrentService,
    caller: CurrentCaller,
    correlation: CorrelationId,
    command_id: CommandId,
) -> Response:
    """Take the appeal back."""
    data = WithdrawAppeal(application_id=application_id)
    return await _do(request, service, caller, correlation, command_id, data)


async def _do(
    request: Request,
    service: Service,
    caller: Caller,
    correlation: UUID,
    command_id: UUID,
    data: AnswerFurtherInformation | WithdrawApplication | LodgeAppeal | WithdrawAppeal,
) -> Response:
    command: CommandData = data
    [answered] = await service.execute(
        [Ask(command_id, command, caller.actor, correlation)]
    )
    where = f"/applications/{data.application_id}/status"
    if answered.outcome is not AnswerOutcome.REFUSED:
        return RedirectResponse(where, status_code=HTTPStatus.SEE_OTHER)
    if answered.code == NotFound.code:
        raise NotFound(answered.sentence)
    return await _status(request, service, caller, data.application_id, answered)


async def _status(
    request: Request,
    service: Service,
    caller: Caller,
    application_id: UUID,
    refused: Answer | None = None,
) -> HTMLResponse:
    facts = await facts_for(service, caller, application_id)
    today = register_date(service.clock.now())
    return page(
        request,
        "application_status.html",
        status=HTTPStatus.OK if refused is None else HTTPStatus.CONFLICT,
        application=status_of(facts, service),
        own=facts.applicant == caller.actor,
        appealable=situation_of(facts, today).is_appealable(today),
        grounds=service.rulebook.appeals.grounds,
        command_id=uuid4(),
        refused=refused,
    )
