"""Applications for people: the registrar's list, an application, its decision."""

from http import HTTPStatus
from typing import Annotated
from uuid import UUID, uuid4

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from services.applications.applying.queries import (
    Status,
    count_applications,
    list_applications,
    read_application,
    said_elsewhere,
)
from shared.contracts.applications import DecideApplication, Decision
from shared.contracts.elsewhere import CheckRegistrationElsewhere, Found
from shared.errors import NotFound
from shared.eventstore.answers import Answer, AnswerOutcome, Ask
from shared.identity.roles import Role
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
LONGEST_EXPLANATION = 5_000


@router.get(
    "/applications",
    summary="Applications",
    dependencies=[allowed("applications.list-applications")],
)
async def application_list(
    request: Request,
    service: CurrentService,
    looking: CurrentLooking,
    status: Status | None = None,
    after: UUID | None = None,
) -> HTMLResponse:
    """Show the registrar the applications, all or those of one status."""
    async with service.read() as database:
        counts = await count_applications(database)
        lines = await list_applications(database, status, after, SHOWN)
    looking.results = len(lines)
    return page(
        request,
        "applications.html",
        counts=counts,
        standing=status,
        applications=lines,
        following=lines[-1].application_id if len(lines) == SHOWN else None,
    )


@router.get(
    "/applications/{application_id}",
    dependencies=[allowed("applications.read-application")],
)
async def application_details(
    request: Request,
    application_id: UUID,
    service: CurrentService,
    caller: CurrentCaller,
) -> HTMLResponse:
    """Show an application; whose it is, to the registrar alone."""
    personal = Role.REGISTRAR in caller.roles
    return await _details(request, service, application_id, personal=personal)


@router.post(
    "/applications/{application_id}/decision",
    dependencies=[allowed(DecideApplication.TYPE)],
)
async def decide_application(
    request: Request,
    application_id: UUID,
    service: CurrentService,
    caller: CurrentCaller,
    correlation: CorrelationId,
    command_id: Annotated[UUID, Form()],
    decision: Annotated[Decision, Form()],
    reasons: Annotated[str, Form(max_length=500)] = "",
    explanation: Annotated[str, Form(max_length=LONGEST_EXPLANATION)] = "",
) -> Response:
    """Decide the application, and show what came of it."""
    decided = DecideApplication(
        application_id=application_id,
        decision=decision,
        reasons=tuple(reasons.split()),
        explanation=explanation.replace("\r\n", "\n").strip() or None,
    )
    ask = Ask(command_id, decided, caller.actor, correlation)
    [answer] = await service.execute([ask])
    if answer.outcome is AnswerOutcome.REFUSED:
        return await _details(
            request, service, application_id, personal=True, refused=answer
        )
    return RedirectResponse(
        f"/applications/{application_id}", status_code=HTTPStatus.SEE_OTHER
    )


async def _details(
    request: Request,
    service: Service,
    application_id: UUID,
    *,
    personal: bool,
    refused: Answer | None = None,
) -> HTMLResponse:
    async with service.read() as database:
        found = await read_application(database, application_id, personal=personal)
        said = await said_elsewhere(database, application_id) if personal else ()
    if found is None:
        raise NotFound("There is no such application.")
    return page(
        request,
        "application.html",
        status=HTTPStatus.OK if refused is None else HTTPStatus.CONFLICT,
        application=found,
        undecided=found.status is Status.RECOMMENDED,
        decide_action=DecideApplication.TYPE,
        check_action=CheckRegistrationElsewhere.TYPE,
        check_id=uuid4(),
        findings=list(Found),
        said_elsewhere=said,
        command_id=uuid4(),
        refused=refused,
    )
