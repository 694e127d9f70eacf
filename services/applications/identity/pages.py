"""Possible duplicates for people: the work list, both sides, the decision."""

from http import HTTPStatus
from typing import Annotated
from uuid import UUID, uuid4

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from services.applications.identity.api import duplicate_of
from services.applications.identity.queries import Standing, list_duplicates
from shared.contracts.identity import (
    DecidePossibleDuplicate,
    IdentityGround,
    SamePerson,
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


@router.get(
    "/duplicates",
    summary="Possible duplicates",
    dependencies=[allowed("applications.list-duplicates")],
)
async def duplicate_list(
    request: Request,
    service: CurrentService,
    caller: CurrentCaller,
    looking: CurrentLooking,
    status: Standing = Standing.OPEN,
    after: UUID | None = None,
) -> HTMLResponse:
    """Show the registrar the questions of one status, those not decided unless told."""
    async with service.read() as database:
        lines = await list_duplicates(database, status, after, SHOWN, caller.actor)
    looking.results = len(lines)
    return page(
        request,
        "duplicates.html",
        standing=status,
        standings=list(Standing),
        duplicates=lines,
        following=lines[-1].pair_id if len(lines) == SHOWN else None,
    )


@router.get(
    "/duplicates/{pair_id}", dependencies=[allowed("applications.read-duplicate")]
)
async def duplicate_details(
    request: Request,
    pair_id: UUID,
    service: CurrentService,
    caller: CurrentCaller,
    looking: CurrentLooking,
) -> HTMLResponse:
    """Show both applications side by side."""
    found = await duplicate_of(service, pair_id, caller.actor)
    looking.person_id = found.sides[0].person_id if found.sides else None
    return await _details(request, service, pair_id, caller)


@router.post(
    "/duplicates/{pair_id}/decision",
    dependencies=[allowed(DecidePossibleDuplicate.TYPE)],
)
async def decide_duplicate(
    request: Request,
    pair_id: UUID,
    service: CurrentService,
    caller: CurrentCaller,
    correlation: CorrelationId,
    command_id: Annotated[UUID, Form()],
    decision: Annotated[SamePerson, Form()],
    grounds: Annotated[tuple[IdentityGround, ...], Form()] = (),
    explanation: Annotated[str, Form(max_length=LONGEST_EXPLANATION)] = "",
) -> Response:
    """Decide, and go back to what is not decided yet."""
    decided = DecidePossibleDuplicate(
        pair_id=pair_id,
        decision=decision,
        grounds=grounds,
        explanation=written(explanation),
    )
    ask = Ask(command_id, decided, caller.actor, correlation)
    [answer] = await service.execute([ask])
    if answer.outcome is AnswerOutcome.REFUSED:
        return await _details(request, service, pair_id, caller, refused=answer)
    return RedirectResponse("/duplicates", status_code=HTTPStatus.SEE_OTHER)


async def _details(
    request: Request,
    service: Service,
    pair_id: UUID,
    caller: Caller,
    refused: Answer | None = None,
) -> HTMLResponse:
    return page(
        request,
        "duplicate.html",
        status=HTTPStatus.OK if refused is None else HTTPStatus.CONFLICT,
        duplicate=await duplicate_of(service, pair_id, caller.actor),
        decide_action=DecidePossibleDuplicate.TYPE,
        decisions=list(SamePerson),
        grounds=list(IdentityGround),
        command_id=uuid4(),
        refused=refused,
    )
