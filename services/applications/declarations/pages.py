"""Declared matters for people: the panel's queue, a matter, the finding on it."""

from http import HTTPStatus
from typing import Annotated
from uuid import UUID, uuid4

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from services.applications.declarations.api import declaration_seen_by, require_panel
from services.applications.declarations.queries import queue_of
from shared.contracts.contract import CommandData
from shared.contracts.declarations import (
    Finding,
    FindingGround,
    JudgeDeclaration,
    RecusalGround,
    RecuseFromDeclaration,
)
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

SHOWN = 100
LONGEST_EXPLANATION = 5_000
QUEUE = "/declarations"

Explanation = Annotated[str, Form(max_length=LONGEST_EXPLANATION)]


@router.get(
    QUEUE,
    summary="Declarations",
    dependencies=[allowed("applications.list-declarations")],
)
async def declaration_queue(
    request: Request,
    service: CurrentService,
    caller: CurrentCaller,
    looking: CurrentLooking,
    after: UUID | None = None,
) -> HTMLResponse:
    """Show a member of the panel what waits for a finding."""
    require_panel(caller)
    async with service.read() as database:
        lines = await queue_of(database, caller.actor, after, SHOWN)
    looking.results = len(lines)
    following = lines[-1].application_id if len(lines) == SHOWN else None
    return page(request, "declarations.html", declarations=lines, following=following)


@router.get(
    "/declarations/{application_id}",
    dependencies=[allowed("applications.read-declaration")],
)
async def declaration_details(
    request: Request,
    application_id: UUID,
    service: CurrentService,
    caller: CurrentCaller,
) -> HTMLResponse:
    """Show a matter to whoever may see it."""
    return await _details(request, service, application_id, caller)


@router.post(
    "/declarations/{application_id}/finding",
    dependencies=[allowed(JudgeDeclaration.TYPE)],
)
async def give_finding(
    request: Request,
    application_id: UUID,
    service: CurrentService,
    caller: CurrentCaller,
    correlation: CorrelationId,
    command_id: Annotated[UUID, Form()],
    finding: Annotated[Finding, Form()],
    grounds: Annotated[tuple[FindingGround, ...], Form()] = (),
    explanation: Explanation = "",
) -> Response:
    """Give the member's finding, and go back to the queue."""
    judged = JudgeDeclaration(
        application_id=application_id,
        finding=finding,
        grounds=grounds,
        explanation=written(explanation),
    )
    ask = Ask(command_id, judged, caller.actor, correlation)
    return await _answered(request, service, application_id, caller, ask)


@router.post(
    "/declarations/{application_id}/recusal",
    dependencies=[allowed(RecuseFromDeclaration.TYPE)],
)
async def recuse_oneself(
    request: Request,
    application_id: UUID,
    service: CurrentService,
    caller: CurrentCaller,
    correlation: CorrelationId,
    command_id: Annotated[UUID, Form()],
    reason: Annotated[RecusalGround, Form()],
    explanation: Explanation = "",
) -> Response:
    """Record that the member takes no part, and go back to the queue."""
    recused: CommandData = RecuseFromDeclaration(
        application_id=application_id,
        reason=reason,
        explanation=written(explanation),
    )
    ask = Ask(command_id, recused, caller.actor, correlation)
    return await _answered(request, service, application_id, caller, ask)


async def _answered(
    request: Request,
    service: Service,
    application_id: UUID,
    caller: Caller,
    ask: Ask,
) -> Response:
    [answer] = await service.execute([ask])
    if answer.outcome is AnswerOutcome.REFUSED:
        return await _details(request, service, application_id, caller, answer)
    return RedirectResponse(QUEUE, status_code=HTTPStatus.SEE_OTHER)


async def _details(
    request: Request,
    service: Service,
    application_id: UUID,
    caller: Caller,
    refused: Answer | None = None,
) -> HTMLResponse:
    found = await declaration_seen_by(service, application_id, caller)
    own = [one for one in found.findings if one.member == caller.actor]
    return page(
        request,
        "declaration.html",
        status=HTTPStatus.OK if refused is None else HTTPStatus.CONFLICT,
        declaration=found,
        judging=found.status == "open" and not own,
        judge_action=JudgeDeclaration.TYPE,
        findings=list(Finding),
        grounds=list(FindingGround),
        recusals=list(RecusalGround),
        command_id=uuid4(),
        recusal_id=uuid4(),
        refused=refused,
    )
