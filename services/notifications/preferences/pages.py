"""Preferences for people: what was said, and the form to say it."""

from http import HTTPStatus
from typing import Annotated
from uuid import UUID, uuid4

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from services.notifications.preferences.api import seen_by
from shared.contracts.preferring import (
    Language,
    PreferredChannel,
    RecordPreferences,
    SetPreferences,
)
from shared.eventstore.answers import Answer, AnswerOutcome, Ask
from shared.identity.caller import Caller
from shared.identity.permissions import require_command
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

PAGE = "/preferences/{application_id}"


@router.get(PAGE, dependencies=[allowed("notifications.read-preferences")])
async def preferences(
    request: Request,
    application_id: UUID,
    service: CurrentService,
    caller: CurrentCaller,
    looking: CurrentLooking,
) -> HTMLResponse:
    """Show how somebody is written to, and the form to change it."""
    found = await seen_by(service, application_id, caller)
    looking.person_id = found.person_id
    return await _shown(request, service, application_id, caller)


@router.post(PAGE, dependencies=[allowed("notifications.read-preferences")])
async def prefer(
    request: Request,
    application_id: UUID,
    service: CurrentService,
    caller: CurrentCaller,
    correlation: CorrelationId,
    command_id: Annotated[UUID, Form()],
    language: Annotated[Language, Form()],
    channel: Annotated[PreferredChannel, Form()],
    postal_address: Annotated[str, Form(max_length=2_000)] = "",
) -> Response:
    """Set one's own preferences, or record somebody's."""
    recorded = Role.REGISTRAR in caller.roles
    kind = RecordPreferences if recorded else SetPreferences
    data = kind(
        application_id=application_id,
        language=language,
        channel=channel,
        postal_address=written(postal_address),
    )
    require_command(caller, data)
    await seen_by(service, application_id, caller)
    [answer] = await service.execute([Ask(command_id, data, caller.actor, correlation)])
    if answer.outcome is AnswerOutcome.REFUSED:
        return await _shown(request, service, application_id, caller, answer)
    return RedirectResponse(
        f"/preferences/{application_id}", status_code=HTTPStatus.SEE_OTHER
    )


async def _shown(
    request: Request,
    service: Service,
    application_id: UUID,
    caller: Caller,
    refused: Answer | None = None,
) -> HTMLResponse:
    found = await seen_by(service, application_id, caller)
    return page(
        request,
        "preferences.html",
        status=HTTPStatus.OK if refused is None else HTTPStatus.CONFLICT,
        preferences=found,
        language=found.language or service.rulebook.notifications.language,
        channel=found.channel or PreferredChannel.EMAIL.value,
        languages={"en": "English", "cy": "Cymraeg (Welsh)"},
        channels={"email": "E-mail", "post": "Post"},
        command_id=uuid4(),
        refused=refused,
    )
