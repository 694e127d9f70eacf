"""What another register said of an applicant, recorded by the registrar's form."""

from http import HTTPStatus
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Form
from fastapi.responses import RedirectResponse

from shared.contracts.elsewhere import CheckRegistrationElsewhere, Found
from shared.errors import Refused
from shared.eventstore.answers import AnswerOutcome, Ask
from shared.web.current import (
    CorrelationId,
    CurrentCaller,
    CurrentService,
    allowed,
)
from shared.web.forms import written

router = APIRouter()

LONGEST_SOURCE = 60
LONGEST_EXPLANATION = 5_000
LONGEST_NUMBER = 60


@router.post(
    "/applications/{application_id}/registration-elsewhere",
    dependencies=[allowed(CheckRegistrationElsewhere.TYPE)],
)
async def record_check(
    application_id: UUID,
    service: CurrentService,
    caller: CurrentCaller,
    correlation: CorrelationId,
    command_id: Annotated[UUID, Form()],
    source: Annotated[str, Form(max_length=LONGEST_SOURCE)],
    found: Annotated[Found, Form()],
    explanation: Annotated[str, Form(max_length=LONGEST_EXPLANATION)] = "",
    number: Annotated[str, Form(max_length=LONGEST_NUMBER)] = "",
    difference_explained: Annotated[bool, Form()] = False,
) -> RedirectResponse:
    """Record what another register said, and go back to the application."""
    check = CheckRegistrationElsewhere(
        application_id=application_id,
        source=source.strip().lower().replace(" ", "-"),
        found=found,
        explanation=written(explanation),
        number=written(number),
        difference_explained=difference_explained,
    )
    [answer] = await service.execute(
        [Ask(command_id, check, caller.actor, correlation)]
    )
    if answer.outcome is AnswerOutcome.REFUSED:
        raise Refused(answer.code or "", answer.sentence or "", answer.rule)
    return RedirectResponse(
        f"/applications/{application_id}", status_code=HTTPStatus.SEE_OTHER
    )
