"""Cases of entry fraud for people: the list, a case, and what is done in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Annotated, Literal
from uuid import UUID, uuid4

from fastapi import APIRouter, Depends, Form, Request, Response
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


@dataclass(frozen=True, slots=True)
class InCase:
    """A form sent in a case: by whom, and under which id its command is asked."""

    request: Request
    service: Service
    caller: Caller
    correlation_id: UUID
    case_id: UUID
    command_id: UUID

    async def does(self, data: CommandData) -> Response:
        """Execute the command, and show the case as it then is, or why it was refused.

        Whoever may not see the case finds none.
        """
        service, caller, case_id = self.service, self.caller, self.case_id
        await case_seen_by(service, case_id, caller)
        ask = Ask(self.command_id, data, caller.actor, self.correlation_id)
        [answer] = await service.execute([ask])
        if answer.outcome is AnswerOutcome.REFUSED:
            return await _details(self.request, service, case_id, caller, answer)
        return RedirectResponse(f"{LIST}/{case_id}", status_code=HTTPStatus.SEE_OTHER)


async def in_case(
    request: Request,
    case_id: UUID,
    service: CurrentService,
    caller: CurrentCaller,
    correlation: CorrelationId,
    command_id: Annotated[UUID, Form()],
) -> InCase:
    """Return what every form of a case is sent with."""
    return InCase(request, service, caller, correlation, case_id, command_id)


SentInCase = Annotated[InCase, Depends(in_case)]


@router.post(
    "/entry-fraud/{case_id}/answer", dependencies=[allowed(AnswerEntryFraud.TYPE)]
)
async def answer_case(
    sent: Annotated[InCase, Depends(in_case)],
    statement: Words = "",
) -> Response:
    """Answer what is alleged of oneself."""
    return await sent.does(
        AnswerEntryFraud(
            case_id=sent.case_id,
            statement=written(statement),
        )
    )


@router.post(
    "/entry-fraud/{case_id}/answer-on-paper",
    dependencies=[allowed(RecordEntryFraudAnswer.TYPE)],
)
async def record_answer(
    sent: Annotated[InCase, Depends(in_case)],
    statement: Words = "",
) -> Response:
    """Record an answer that came on paper."""
    return await sent.does(
        RecordEntryFraudAnswer(
            case_id=sent.case_id,
            statement=written(statement),
        )
    )


@router.post(
    "/entry-fraud/{case_id}/decision", dependencies=[allowed(DecideEntryFraud.TYPE)]
)
async def decide_case(
    sent: Annotated[InCase, Depends(in_case)],
    outcome: Annotated[EntryFraudOutcome, Form()],
    reasons: CodesGiven = "",
    scopes_ended: CodesGiven = "",
    levels_ended: CodesGiven = "",
    explanation: Words = "",
) -> Response:
    """Decide the case."""
    return await sent.does(
        DecideEntryFraud(
            case_id=sent.case_id,
            outcome=outcome,
            reasons=tuple(reasons.split()),
            scopes_ended=tuple(scopes_ended.split()),
            levels_ended=tuple(levels_ended.split()),
            explanation=written(explanation),
        )
    )


@router.post(
    "/entry-fraud/{case_id}/appeal", dependencies=[allowed(AppealEntryFraud.TYPE)]
)
async def appeal_case(
    sent: Annotated[InCase, Depends(in_case)],
    statement: Words = "",
) -> Response:
    """Appeal against what was decided of oneself."""
    return await sent.does(
        AppealEntryFraud(
            case_id=sent.case_id,
            statement=written(statement),
        )
    )


@router.post(
    "/entry-fraud/{case_id}/appeal-on-paper",
    dependencies=[allowed(RecordEntryFraudAppeal.TYPE)],
)
async def record_appeal(
    sent: Annotated[InCase, Depends(in_case)],
    statement: Words = "",
) -> Response:
    """Record an appeal that came on paper, or that went to the court."""
    return await sent.does(
        RecordEntryFraudAppeal(
            case_id=sent.case_id,
            statement=written(statement),
        )
    )


@router.post(
    "/entry-fraud/{case_id}/appeal-decision",
    dependencies=[allowed(DecideEntryFraudAppeal.TYPE)],
)
async def decide_appeal(
    sent: Annotated[InCase, Depends(in_case)],
    set_aside: Annotated[bool, Form()],
    reasons: CodesGiven = "",
    explanation: Words = "",
) -> Response:
    """Decide the appeal as a member of the panel."""
    return await sent.does(
        DecideEntryFraudAppeal(
            case_id=sent.case_id,
            set_aside=set_aside,
            reasons=tuple(reasons.split()),
            explanation=written(explanation),
        )
    )


@router.post(
    "/entry-fraud/{case_id}/court", dependencies=[allowed(RecordCourtOnEntryFraud.TYPE)]
)
async def record_court(
    sent: Annotated[InCase, Depends(in_case)],
    set_aside: Annotated[bool, Form()],
    reasons: CodesGiven = "",
    explanation: Words = "",
) -> Response:
    """Record what the court decided."""
    return await sent.does(
        RecordCourtOnEntryFraud(
            case_id=sent.case_id,
            set_aside=set_aside,
            reasons=tuple(reasons.split()),
            explanation=written(explanation),
        )
    )


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
