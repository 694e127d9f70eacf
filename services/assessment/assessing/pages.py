"""Queues and cases for people: taken, given back, given to another."""

from http import HTTPStatus
from typing import Annotated
from uuid import UUID, uuid4

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from services.assessment.assessing.case_page import case_page, seen_case
from services.assessment.assessing.queries import (
    CaseLine,
    claimable_by,
    open_cases,
    queue_of,
)
from shared.contracts.assigning import (
    ClaimCase,
    ReassignCase,
    Reassignment,
    Recusal,
    RecuseFromCase,
    RemindAssessors,
)
from shared.eventstore.answers import AnswerOutcome, Ask
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


@router.get("/queue", dependencies=[allowed("assessment.read-queue")])
async def queue(
    request: Request,
    service: CurrentService,
    caller: CurrentCaller,
    looking: CurrentLooking,
    after: UUID | None = None,
) -> HTMLResponse:
    """Show the calling assessor the cases that wait for them."""
    async with service.read() as database:
        lines = await queue_of(database, caller.actor, after, SHOWN)
    looking.results = len(lines)
    return _listed(request, "Your queue", lines)


@router.get("/cases", dependencies=[allowed("assessment.list-cases")])
async def cases(
    request: Request,
    service: CurrentService,
    caller: CurrentCaller,
    looking: CurrentLooking,
    after: UUID | None = None,
) -> HTMLResponse:
    """Show the registrar every case that is not concluded."""
    async with service.read() as database:
        lines = await open_cases(database, caller.actor, after, SHOWN)
    looking.results = len(lines)
    return _listed(request, "Open cases", lines, choosing=True)


def _listed(
    request: Request, heading: str, lines: list[CaseLine], *, choosing: bool = False
) -> HTMLResponse:
    """Return the page of a list, from which cases are chosen for a bulk action."""
    return page(
        request,
        "queue.html",
        heading=heading,
        cases=lines,
        shown=SHOWN,
        choosing=choosing,
        bulk_id=uuid4(),
    )


@router.get("/claimable", dependencies=[allowed("assessment.read-claimable")])
async def claimable(
    request: Request,
    service: CurrentService,
    caller: CurrentCaller,
    looking: CurrentLooking,
    after: UUID | None = None,
) -> HTMLResponse:
    """Show the calling assessor the cases with a free seat that they could take."""
    async with service.read() as database:
        lines = await claimable_by(database, caller.actor, after, SHOWN)
    looking.results = len(lines)
    return page(
        request,
        "claimable.html",
        cases=lines,
        shown=SHOWN,
        # The id of each form, so that sending it twice is claiming once.
        command_ids=[uuid4() for _ in lines],
    )


@router.post("/cases/{assessment_id}/claim", dependencies=[allowed(ClaimCase.TYPE)])
async def claim(
    request: Request,
    assessment_id: UUID,
    service: CurrentService,
    caller: CurrentCaller,
    correlation: CorrelationId,
    command_id: Annotated[UUID, Form()],
) -> Response:
    """Give the caller the case, and show it."""
    ask = Ask(
        command_id, ClaimCase(assessment_id=assessment_id), caller.actor, correlation
    )
    return await _done(request, service, ask, f"/cases/{assessment_id}")


@router.post(
    "/cases/{assessment_id}/recuse", dependencies=[allowed(RecuseFromCase.TYPE)]
)
async def recuse(
    request: Request,
    assessment_id: UUID,
    service: CurrentService,
    caller: CurrentCaller,
    correlation: CorrelationId,
    command_id: Annotated[UUID, Form()],
    reason: Annotated[Recusal, Form()],
    explanation: Annotated[str, Form(max_length=5_000)] = "",
) -> Response:
    """Take the caller off the case, and show the queue."""
    await seen_case(service, caller, assessment_id)
    wanted = RecuseFromCase(
        assessment_id=assessment_id,
        reason=reason,
        explanation=written(explanation),
    )
    ask = Ask(command_id, wanted, caller.actor, correlation)
    return await _done(request, service, ask, "/queue")


@router.post(
    "/cases/{assessment_id}/reassign", dependencies=[allowed(ReassignCase.TYPE)]
)
async def reassign(
    request: Request,
    assessment_id: UUID,
    service: CurrentService,
    caller: CurrentCaller,
    correlation: CorrelationId,
    command_id: Annotated[UUID, Form()],
    assessor_id: Annotated[str, Form(max_length=200)],
    reason: Annotated[Reassignment, Form()],
    to: Annotated[str, Form(max_length=200)] = "",
) -> Response:
    """Give an assessor's seat to another, and show the case."""
    wanted = ReassignCase(
        assessment_id=assessment_id,
        assessor_id=assessor_id,
        reason=reason,
        to=to.strip() or None,
    )
    ask = Ask(command_id, wanted, caller.actor, correlation)
    return await _done(request, service, ask, f"/cases/{assessment_id}")


@router.post(
    "/cases/{assessment_id}/remind", dependencies=[allowed(RemindAssessors.TYPE)]
)
async def remind(
    request: Request,
    assessment_id: UUID,
    service: CurrentService,
    caller: CurrentCaller,
    correlation: CorrelationId,
    command_id: Annotated[UUID, Form()],
) -> Response:
    """Remind whoever has not spoken, and show the case."""
    wanted = RemindAssessors(assessment_id=assessment_id)
    ask = Ask(command_id, wanted, caller.actor, correlation)
    return await _done(request, service, ask, f"/cases/{assessment_id}")


async def _done(request: Request, service: Service, ask: Ask, then: str) -> Response:
    """Have it decided: go on to `then`, or say what stands against it."""
    answer = (await service.execute([ask]))[0]
    if answer.outcome is AnswerOutcome.REFUSED:
        return page(request, "refused.html", status=HTTPStatus.CONFLICT, refused=answer)
    return RedirectResponse(then, HTTPStatus.SEE_OTHER)


@router.get("/cases/{assessment_id}", dependencies=[allowed("assessment.read-case")])
async def shown_case(
    request: Request,
    assessment_id: UUID,
    service: CurrentService,
    caller: CurrentCaller,
) -> HTMLResponse:
    """Show a case to an assessor of it, or to the registrar."""
    case = await seen_case(service, caller, assessment_id)
    return case_page(request, service, case)
