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
from services.applications.applying.queries.facts import read_facts
from services.applications.applying.queries.situations import clock_of
from services.applications.applying.queries.timeline import read_timeline
from services.applications.ties import is_tied
from services.applications.wanted import read_wanted
from shared.clock import register_date
from shared.contracts.application_questions import NUMBER_ELSEWHERE
from shared.contracts.applications import DecideApplication, Decision
from shared.contracts.corresponding import AskFurtherInformation
from shared.contracts.elsewhere import CheckRegistrationElsewhere, Found
from shared.errors import NotFound
from shared.eventstore.answers import Answer, AnswerOutcome, Ask
from shared.identity.caller import Caller
from shared.identity.roles import Role
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


@router.get(
    "/applications",
    summary="Applications",
    dependencies=[allowed("applications.list-applications")],
)
async def application_list(
    request: Request,
    service: CurrentService,
    caller: CurrentCaller,
    looking: CurrentLooking,
    status: Status | None = None,
    after: UUID | None = None,
) -> HTMLResponse:
    """Show the registrar the applications, all or those of one status."""
    async with service.read() as database:
        counts = await count_applications(database)
        lines = await list_applications(database, status, after, SHOWN, caller.actor)
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
    return await _details(request, service, caller, application_id, personal=personal)


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
    scopes: Annotated[list[str] | None, Form()] = None,
) -> Response:
    """Decide the application, and show what came of it."""
    narrows = decision is Decision.ACCEPT_NARROWER
    decided = DecideApplication(
        application_id=application_id,
        decision=decision,
        reasons=tuple(reasons.split()),
        scopes=tuple(scopes or ()) if narrows else (),
        explanation=written(explanation),
    )
    ask = Ask(command_id, decided, caller.actor, correlation)
    return await _done(request, service, caller, ask, application_id)


@router.post(
    "/applications/{application_id}/request",
    dependencies=[allowed(AskFurtherInformation.TYPE)],
)
async def ask_further_information(
    request: Request,
    application_id: UUID,
    service: CurrentService,
    caller: CurrentCaller,
    correlation: CorrelationId,
    command_id: Annotated[UUID, Form()],
    gaps: Annotated[list[str] | None, Form()] = None,
    explanation: Annotated[str, Form(max_length=LONGEST_EXPLANATION)] = "",
) -> Response:
    """Ask the applicant for further information on gaps of the record."""
    data = AskFurtherInformation(
        application_id=application_id,
        gaps=tuple(gaps or ()),
        explanation=written(explanation),
    )
    ask = Ask(command_id, data, caller.actor, correlation)
    return await _done(request, service, caller, ask, application_id)


async def _done(
    request: Request,
    service: Service,
    caller: Caller,
    ask: Ask,
    application_id: UUID,
) -> Response:
    [answer] = await service.execute([ask])
    if answer.outcome is AnswerOutcome.REFUSED:
        return await _details(
            request, service, caller, application_id, personal=True, refused=answer
        )
    return RedirectResponse(
        f"/applications/{application_id}", status_code=HTTPStatus.SEE_OTHER
    )


async def _details(
    request: Request,
    service: Service,
    caller: Caller,
    application_id: UUID,
    *,
    personal: bool,
    refused: Answer | None = None,
) -> HTMLResponse:
    async with service.read() as database:
        found = await read_application(database, application_id, personal=personal)
        said = await said_elsewhere(database, application_id) if personal else ()
        facts = await read_facts(database, application_id)
        tied = await is_tied(database, application_id, caller.actor)
        timeline = await read_timeline(database, application_id)
        wanted = await read_wanted(database, application_id, service.rulebook)
    if found is None or facts is None or tied:
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
        number_elsewhere=(found.answers or {}).get(NUMBER_ELSEWHERE),
        facts=facts,
        not_come=[each.evidence.title for each in wanted if each.missing],
        clock=clock_of(facts, register_date(service.clock.now())),
        timeline=timeline,
        command_id=uuid4(),
        refused=refused,
    )
