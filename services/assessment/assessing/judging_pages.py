"""What an assessor says of a case, by plain forms."""

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from services.assessment.assessing.case_page import case_page, seen_case, titles_of
from services.assessment.assessing.judging_form import (
    Fault,
    entered,
    faults_of,
    said,
)
from services.assessment.assessing.seeing import Case
from shared.contracts.assessment import GiveRecommendation
from shared.contracts.contract import CommandData
from shared.contracts.judging import (
    AdjudicateAssessment,
    ReconsiderRecommendation,
    SaveAssessment,
    SubmitAssessment,
)
from shared.errors import Malformed
from shared.eventstore.answers import AnswerOutcome, Ask
from shared.web.current import (
    CorrelationId,
    CurrentCaller,
    CurrentService,
    allowed,
)
from shared.web.service import Service

router = APIRouter(default_response_class=HTMLResponse)


class Filled:
    """A form as it was sent: its own id, its answers, and which button sent it."""

    def __init__(self, command_id: UUID, answers: Mapping[str, str]) -> None:
        self.command_id = command_id
        self.answers = answers


async def filled(request: Request) -> Filled:
    """Return the form; `Malformed` where it has no id of its own."""
    form = await request.form()
    pairs = [(name, value) for name, value in form.multi_items()]
    texts = [(name, value) for name, value in pairs if isinstance(value, str)]
    try:
        command_id = UUID(dict(texts).get("command_id", ""))
    except ValueError as error:
        raise Malformed("The form has no id: load it again.", "command_id") from error
    return Filled(command_id, entered(texts))


Form = Annotated[Filled, Depends(filled)]


@router.post(
    "/cases/{assessment_id}/draft", dependencies=[allowed(SaveAssessment.TYPE)]
)
async def save(
    request: Request,
    assessment_id: UUID,
    service: CurrentService,
    caller: CurrentCaller,
    correlation: CorrelationId,
    form: Form,
) -> Response:
    """Put the caller's draft aside, as it is."""
    case = await seen_case(service, caller, assessment_id)
    wanted = SaveAssessment(assessment_id=assessment_id, draft=form.answers)
    ask = Ask(form.command_id, wanted, caller.actor, correlation)
    return await _answered(request, service, case, ask, form.answers)


@router.post(
    "/cases/{assessment_id}/recommendation",
    dependencies=[allowed(GiveRecommendation.TYPE)],
)
async def recommend(
    request: Request,
    assessment_id: UUID,
    service: CurrentService,
    caller: CurrentCaller,
    correlation: CorrelationId,
    form: Form,
) -> Response:
    """Give the caller's recommendation, and show what came of it."""
    case = await seen_case(service, caller, assessment_id)
    standards = case.round.standards
    faults = faults_of(form.answers, standards, titles_of(service.rulebook))
    if faults:
        return _again(request, service, case, form, faults)
    fields = said(form.answers)
    wanted: CommandData
    if standards:
        wanted = SubmitAssessment(assessment_id=assessment_id, **fields)
    else:
        wanted = GiveRecommendation(
            assessment_id=assessment_id,
            recommendation=fields["recommendation"],
            scopes=fields["scopes"],
            gaps=fields["gaps"],
            reasons=fields["reasons"],
        )
    ask = Ask(form.command_id, wanted, caller.actor, correlation)
    return await _answered(request, service, case, ask, form.answers)


@router.post(
    "/cases/{assessment_id}/reconsideration",
    dependencies=[allowed(ReconsiderRecommendation.TYPE)],
)
async def reconsider(
    request: Request,
    assessment_id: UUID,
    service: CurrentService,
    caller: CurrentCaller,
    correlation: CorrelationId,
    form: Form,
) -> Response:
    """Have the caller stand by their recommendation, or change it."""
    case = await seen_case(service, caller, assessment_id)
    faults = faults_of(form.answers, (), {})
    if faults:
        return _again(request, service, case, form, faults)
    wanted = ReconsiderRecommendation(assessment_id=assessment_id, **said(form.answers))
    ask = Ask(form.command_id, wanted, caller.actor, correlation)
    return await _answered(request, service, case, ask, form.answers)


@router.post(
    "/cases/{assessment_id}/adjudication",
    dependencies=[allowed(AdjudicateAssessment.TYPE)],
)
async def adjudicate(
    request: Request,
    assessment_id: UUID,
    service: CurrentService,
    caller: CurrentCaller,
    correlation: CorrelationId,
    form: Form,
) -> Response:
    """Have the caller settle, as lead assessor, what is in dispute."""
    case = await seen_case(service, caller, assessment_id)
    disputed = case.round.disputed
    titles = titles_of(service.rulebook)
    faults = faults_of(form.answers, disputed, titles, explained=disputed)
    if faults:
        return _again(request, service, case, form, faults)
    wanted = AdjudicateAssessment(assessment_id=assessment_id, **said(form.answers))
    ask = Ask(form.command_id, wanted, caller.actor, correlation)
    return await _answered(request, service, case, ask, form.answers)


def _again(
    request: Request,
    service: Service,
    case: Case,
    form: Filled,
    faults: Sequence[Fault],
) -> HTMLResponse:
    """Return the page with what was entered, and each fault led to."""
    return case_page(
        request,
        service,
        case,
        answers=form.answers,
        faults=faults,
        status=HTTPStatus.UNPROCESSABLE_ENTITY,
    )


async def _answered(
    request: Request,
    service: Service,
    case: Case,
    ask: Ask,
    answers: Mapping[str, str],
) -> Response:
    """Ask, and lead back to the case, or show it with the refusal."""
    answer = (await service.execute([ask]))[0]
    if answer.outcome is AnswerOutcome.REFUSED:
        return case_page(
            request,
            service,
            case,
            answers=answers,
            faults=[Fault(None, answer.sentence or "It was refused.")],
            status=HTTPStatus.CONFLICT,
        )
    return RedirectResponse(f"/cases/{case.line.assessment_id}", HTTPStatus.SEE_OTHER)
