"""Cases of entry fraud for people: the list, a case, and what is done in it."""

from collections.abc import Sequence
from http import HTTPStatus
from typing import Annotated, Literal
from uuid import UUID, uuid4

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from services.applications.entry_fraud.api import MOST, case_seen_by
from services.applications.entry_fraud.queries import CaseLine, list_cases
from shared.contracts.contract import CommandData
from shared.contracts.entry_fraud import (
    Allegation,
    AnswerEntryFraud,
    AppealEntryFraud,
    DecideEntryFraud,
    DecideEntryFraudAppeal,
    EntryFraudOutcome,
    RaisedBy,
    RaiseEntryFraud,
    RecordCourtOnEntryFraud,
    RecordEntryFraudAnswer,
    RecordEntryFraudAppeal,
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

LIST = "/entry-fraud"
Words = Annotated[str, Form(max_length=5_000)]
CodesGiven = Annotated[str, Form(max_length=500)]

ACTIONS = {
    "raise_action": RaiseEntryFraud.TYPE,
    "answer_action": AnswerEntryFraud.TYPE,
    "record_answer_action": RecordEntryFraudAnswer.TYPE,
    "decide_action": DecideEntryFraud.TYPE,
    "appeal_action": AppealEntryFraud.TYPE,
    "record_appeal_action": RecordEntryFraudAppeal.TYPE,
    "decide_appeal_action": DecideEntryFraudAppeal.TYPE,
    "court_action": RecordCourtOnEntryFraud.TYPE,
}
"""What the templates ask `may` of."""


@router.get(
    LIST,
    summary="Fraudulent or incorrect entries",
    dependencies=[allowed("applications.list-entry-fraud")],
)
async def case_list(
    request: Request,
    service: CurrentService,
    caller: CurrentCaller,
    looking: CurrentLooking,
) -> HTMLResponse:
    """Show the cases that the caller may see, and the form that raises one."""
    lines = await _lines(service, caller)
    looking.results = len(lines)
    return _list(request, lines)


@router.post(LIST, dependencies=[allowed(RaiseEntryFraud.TYPE)])
async def raise_case(
    request: Request,
    service: CurrentService,
    caller: CurrentCaller,
    correlation: CorrelationId,
    command_id: Annotated[UUID, Form()],
    case_id: Annotated[UUID, Form()],
    allegation: Annotated[Allegation, Form()],
    source: Annotated[RaisedBy, Form()] = RaisedBy.REGISTRAR,
    registration_number: Annotated[str, Form(max_length=40)] = "",
    application_id: Annotated[UUID | Literal[""], Form()] = "",
    particulars: Words = "",
) -> Response:
    """Raise a case about an entry or an application, and show it."""
    data = RaiseEntryFraud(
        case_id=case_id,
        application_id=application_id or None,
        source=source,
        registration_number=written(registration_number),
        allegation=allegation,
        particulars=written(particulars),
    )
    [answer] = await service.execute([Ask(command_id, data, caller.actor, correlation)])
    if answer.outcome is AnswerOutcome.REFUSED:
        return _list(request, await _lines(service, caller), answer)
    return RedirectResponse(f"{LIST}/{case_id}", status_code=HTTPStatus.SEE_OTHER)


@router.get(
    "/entry-fraud/{case_id}", dependencies=[allowed("applications.read-entry-fraud")]
)
async def case_details(
    request: Request,
    case_id: UUID,
    service: CurrentService,
    caller: CurrentCaller,
    looking: CurrentLooking,
) -> HTMLResponse:
    """Show a case to whoever may see it, with what they may do in it."""
    found = await case_seen_by(service, case_id, caller)
    looking.person_id = found.person_id
    return await _details(request, service, case_id, caller)


@router.post(
    "/entry-fraud/{case_id}/answer", dependencies=[allowed(AnswerEntryFraud.TYPE)]
)
async def answer_case(
    request: Request,
    case_id: UUID,
    service: CurrentService,
    caller: CurrentCaller,
    correlation: CorrelationId,
    command_id: Annotated[UUID, Form()],
    statement: Words = "",
) -> Response:
    """Answer what is alleged of oneself."""
    data = AnswerEntryFraud(case_id=case_id, statement=written(statement))
    ask = Ask(command_id, data, caller.actor, correlation)
    return await _answered(request, service, case_id, caller, ask)


@router.post(
    "/entry-fraud/{case_id}/answer-on-paper",
    dependencies=[allowed(RecordEntryFraudAnswer.TYPE)],
)
async def record_answer(
    request: Request,
    case_id: UUID,
    service: CurrentService,
    caller: CurrentCaller,
    correlation: CorrelationId,
    command_id: Annotated[UUID, Form()],
    statement: Words = "",
) -> Response:
    """Record an answer that came on paper."""
    data = RecordEntryFraudAnswer(case_id=case_id, statement=written(statement))
    ask = Ask(command_id, data, caller.actor, correlation)
    return await _answered(request, service, case_id, caller, ask)


@router.post(
    "/entry-fraud/{case_id}/decision", dependencies=[allowed(DecideEntryFraud.TYPE)]
)
async def decide_case(
    request: Request,
    case_id: UUID,
    service: CurrentService,
    caller: CurrentCaller,
    correlation: CorrelationId,
    command_id: Annotated[UUID, Form()],
    outcome: Annotated[EntryFraudOutcome, Form()],
    reasons: CodesGiven = "",
    scopes_ended: CodesGiven = "",
    levels_ended: CodesGiven = "",
    explanation: Words = "",
) -> Response:
    """Decide the case."""
    data = DecideEntryFraud(
        case_id=case_id,
        outcome=outcome,
        reasons=tuple(reasons.split()),
        scopes_ended=tuple(scopes_ended.split()),
        levels_ended=tuple(levels_ended.split()),
        explanation=written(explanation),
    )
    ask = Ask(command_id, data, caller.actor, correlation)
    return await _answered(request, service, case_id, caller, ask)


@router.post(
    "/entry-fraud/{case_id}/appeal", dependencies=[allowed(AppealEntryFraud.TYPE)]
)
async def appeal_case(
    request: Request,
    case_id: UUID,
    service: CurrentService,
    caller: CurrentCaller,
    correlation: CorrelationId,
    command_id: Annotated[UUID, Form()],
    statement: Words = "",
) -> Response:
    """Appeal against what was decided of oneself."""
    data = AppealEntryFraud(case_id=case_id, statement=written(statement))
    ask = Ask(command_id, data, caller.actor, correlation)
    return await _answered(request, service, case_id, caller, ask)


@router.post(
    "/entry-fraud/{case_id}/appeal-on-paper",
    dependencies=[allowed(RecordEntryFraudAppeal.TYPE)],
)
async def record_appeal(
    request: Request,
    case_id: UUID,
    service: CurrentService,
    caller: CurrentCaller,
    correlation: CorrelationId,
    command_id: Annotated[UUID, Form()],
    statement: Words = "",
) -> Response:
    """Record an appeal that came on paper, or that went to the court."""
    data = RecordEntryFraudAppeal(case_id=case_id, statement=written(statement))
    ask = Ask(command_id, data, caller.actor, correlation)
    return await _answered(request, service, case_id, caller, ask)


@router.post(
    "/entry-fraud/{case_id}/appeal-decision",
    dependencies=[allowed(DecideEntryFraudAppeal.TYPE)],
)
async def decide_appeal(
    request: Request,
    case_id: UUID,
    service: CurrentService,
    caller: CurrentCaller,
    correlation: CorrelationId,
    command_id: Annotated[UUID, Form()],
    set_aside: Annotated[bool, Form()],
    reasons: CodesGiven = "",
    explanation: Words = "",
) -> Response:
    """Decide the appeal as a member of the panel."""
    data: CommandData = DecideEntryFraudAppeal(
        case_id=case_id,
        set_aside=set_aside,
        reasons=tuple(reasons.split()),
        explanation=written(explanation),
    )
    ask = Ask(command_id, data, caller.actor, correlation)
    return await _answered(request, service, case_id, caller, ask)


@router.post(
    "/entry-fraud/{case_id}/court", dependencies=[allowed(RecordCourtOnEntryFraud.TYPE)]
)
async def record_court(
    request: Request,
    case_id: UUID,
    service: CurrentService,
    caller: CurrentCaller,
    correlation: CorrelationId,
    command_id: Annotated[UUID, Form()],
    set_aside: Annotated[bool, Form()],
    reasons: CodesGiven = "",
    explanation: Words = "",
) -> Response:
    """Record what the court decided."""
    data = RecordCourtOnEntryFraud(
        case_id=case_id,
        set_aside=set_aside,
        reasons=tuple(reasons.split()),
        explanation=written(explanation),
    )
    ask = Ask(command_id, data, caller.actor, correlation)
    return await _answered(request, service, case_id, caller, ask)


async def _answered(
    request: Request,
    service: Service,
    case_id: UUID,
    caller: Caller,
    ask: Ask,
) -> Response:
    await case_seen_by(service, case_id, caller)
    [answer] = await service.execute([ask])
    if answer.outcome is AnswerOutcome.REFUSED:
        return await _details(request, service, case_id, caller, answer)
    return RedirectResponse(f"{LIST}/{case_id}", status_code=HTTPStatus.SEE_OTHER)


async def _lines(service: Service, caller: Caller) -> Sequence[CaseLine]:
    async with service.read() as database:
        return await list_cases(database, caller.actor, MOST, ended=True)


def _list(
    request: Request, lines: Sequence[CaseLine], refused: Answer | None = None
) -> HTMLResponse:
    return page(
        request,
        "entry_frauds.html",
        status=HTTPStatus.OK if refused is None else HTTPStatus.CONFLICT,
        cases=lines,
        allegations=list(Allegation),
        sources=list(RaisedBy),
        case_id=uuid4(),
        command_id=uuid4(),
        refused=refused,
        **ACTIONS,
    )


async def _details(
    request: Request,
    service: Service,
    case_id: UUID,
    caller: Caller,
    refused: Answer | None = None,
) -> HTMLResponse:
    found = await case_seen_by(service, case_id, caller)
    return page(
        request,
        "entry_fraud.html",
        status=HTTPStatus.OK if refused is None else HTTPStatus.CONFLICT,
        case=found,
        own=found.applicant == caller.actor,
        outcomes=list(EntryFraudOutcome),
        command_id=uuid4(),
        refused=refused,
        **ACTIONS,
    )
