"""Bulk actions on cases, for people: chosen in the list of cases, released here."""

from typing import Annotated
from uuid import UUID, uuid5

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import HTMLResponse

from shared.bulk.doors import decided, list_page
from shared.contracts.many_cases import (
    MOST_CASES,
    AssignCases,
    ReleaseCasesAction,
    RemindOfCases,
)
from shared.eventstore.answers import Ask
from shared.web.current import CorrelationId, CurrentCaller, CurrentService, allowed

router = APIRouter(default_response_class=HTMLResponse)


Chosen = Annotated[list[UUID], Form(min_length=1, max_length=MOST_CASES)]
"""The cases that were ticked in the list."""


@router.get(
    "/bulk", summary="Bulk actions", dependencies=[allowed("assessment.read-bulk")]
)
async def bulk_list(request: Request, service: CurrentService) -> HTMLResponse:
    """Show the latest bulk actions on cases."""
    return await list_page(request, service, "bulk_actions.html", ReleaseCasesAction)


@router.post("/bulk/reminders", dependencies=[allowed(RemindOfCases.TYPE)])
async def prepare_reminders(
    request: Request,
    service: CurrentService,
    caller: CurrentCaller,
    correlation: CorrelationId,
    bulk_id: Annotated[UUID, Form()],
    cases: Chosen,
) -> Response:
    """Try dry reminding of the cases chosen, and show the list."""
    wanted = RemindOfCases(bulk_id=bulk_id, cases=tuple(cases))
    # The id of the form, so that sending it twice is preparing once.
    ask = Ask(uuid5(bulk_id, "prepare"), wanted, caller.actor, correlation)
    return await decided(request, service, ask)


@router.post("/bulk/assignments", dependencies=[allowed(AssignCases.TYPE)])
async def prepare_assignment(
    request: Request,
    service: CurrentService,
    caller: CurrentCaller,
    correlation: CorrelationId,
    bulk_id: Annotated[UUID, Form()],
    cases: Chosen,
    to: Annotated[str, Form(max_length=200)] = "",
) -> Response:
    """Try dry filling the free seats of the cases chosen, and show the list."""
    named = to.strip() or None
    wanted = AssignCases(bulk_id=bulk_id, cases=tuple(cases), to=named)
    ask = Ask(uuid5(bulk_id, "prepare"), wanted, caller.actor, correlation)
    return await decided(request, service, ask)


@router.post("/bulk/{bulk_id}/release", dependencies=[allowed(ReleaseCasesAction.TYPE)])
async def release(
    request: Request,
    bulk_id: UUID,
    service: CurrentService,
    caller: CurrentCaller,
    correlation: CorrelationId,
    items_digest: Annotated[str, Form(max_length=200)],
) -> Response:
    """Release what another prepared, and show the list."""
    wanted = ReleaseCasesAction(bulk_id=bulk_id, items_digest=items_digest)
    # One id a person and a digest, so that sending the form twice is releasing once.
    once = uuid5(bulk_id, f"release:{caller.actor}:{items_digest}")
    return await decided(request, service, Ask(once, wanted, caller.actor, correlation))
