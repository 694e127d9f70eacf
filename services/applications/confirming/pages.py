"""Confirming for people: a proposer's page behind a signed link, the registrar's list.

What a link opens says as little as a proposer needs. Its address is told to no other
page: no referrer, no sign-in link, no log.
"""

from http import HTTPStatus
from typing import Annotated
from uuid import UUID, uuid4

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from services.applications.confirming.commands import Confirm, Decline
from services.applications.confirming.queries import (
    Confirmation,
    confirmations_of,
    read_confirmation,
)
from services.applications.confirming.subscribers import CONFIRMING
from shared.contracts.confirming import (
    AskAnotherProposer,
    DeclineReason,
    RecordPaperConfirmation,
)
from shared.errors import NotFound
from shared.eventstore.answers import Answer, AnswerOutcome, Ask, Internal
from shared.identity.caller import Caller
from shared.identity.links import read_link
from shared.web.current import (
    CorrelationId,
    CurrentCaller,
    CurrentLooking,
    CurrentService,
    allowed,
)
from shared.web.forms import written
from shared.web.links import UNTOLD, USED, no_good_page, used_page
from shared.web.pages import page
from shared.web.service import Service

router = APIRouter(default_response_class=HTMLResponse)

PURPOSE = "confirm"
LONGEST_NAME = 200
LONGEST_STATEMENT = 5_000

Name = Annotated[str, Form(max_length=LONGEST_NAME)]
Statement = Annotated[str, Form(max_length=LONGEST_STATEMENT)]


@router.get("/confirm/{token}", dependencies=[allowed("applications.confirm-by-link")])
async def ask(request: Request, token: str, service: CurrentService) -> HTMLResponse:
    """Show the proposer what is to be confirmed, and the two answers."""
    try:
        found, attempt = await _by_link(service, token)
    except NotFound as error:
        return no_good_page(request, service, error)
    if found.standing != "asked" or found.attempt != attempt:
        return used_page(request, service)
    return _asked(request, service, found)


@router.post("/confirm/{token}", dependencies=[allowed("applications.answer-by-link")])
async def answer(
    request: Request,
    token: str,
    service: CurrentService,
    correlation: CorrelationId,
    says: Annotated[str, Form(max_length=20)],
    name: Name = "",
    statement: Statement = "",
    reason: Annotated[DeclineReason, Form()] = DeclineReason.OTHER,
) -> HTMLResponse:
    """Take the proposer's answer, once."""
    try:
        found, attempt = await _by_link(service, token)
    except NotFound as error:
        return no_good_page(request, service, error)
    now, words = service.clock.now(), written(statement)
    command: Confirm | Decline
    if says == "confirm":
        if not name.strip():
            return _asked(request, service, found, fault="Write your name to confirm.")
        command = Confirm(found.confirmation_id, attempt, name, words, now)
    else:
        command = Decline(found.confirmation_id, attempt, reason, words, now)
    # Whoever holds the link acts; that it is good is known, who they are is not.
    asked = Internal(
        CONFIRMING.name,
        command,
        uuid4(),
        f"link:{found.confirmation_id}",
        correlation,
        kept=False,
    )
    [answered] = await service.execute_internal([asked])
    if answered.outcome is AnswerOutcome.REFUSED:
        sentence = answered.sentence or USED
        return used_page(request, service, sentence, HTTPStatus.CONFLICT)
    return _said(request, "Thank you: the register has your answer.")


@router.get(
    "/applications/{application_id}/confirmations",
    dependencies=[allowed("applications.list-confirmations")],
)
async def confirmation_list(
    request: Request,
    application_id: UUID,
    service: CurrentService,
    caller: CurrentCaller,
    looking: CurrentLooking,
) -> HTMLResponse:
    """Show the registrar who was asked to confirm, and what became of it."""
    async with service.read() as database:
        listed = await confirmations_of(database, application_id, caller.actor)
    looking.results = len(listed)
    looking.person_id = listed[0].person_id if listed else None
    return await _list(request, service, application_id, caller)


@router.post(
    "/confirmations/{confirmation_id}/paper",
    dependencies=[allowed(RecordPaperConfirmation.TYPE)],
)
async def record_paper(
    request: Request,
    confirmation_id: UUID,
    service: CurrentService,
    caller: CurrentCaller,
    correlation: CorrelationId,
    name: Name,
    statement: Statement = "",
) -> Response:
    """Record that the signature on paper was seen."""
    command = RecordPaperConfirmation(
        confirmation_id=confirmation_id, name=name, statement=written(statement)
    )
    ask = Ask(uuid4(), command, caller.actor, correlation)
    return await _done(request, service, confirmation_id, caller, ask)


@router.post(
    "/confirmations/{confirmation_id}/another",
    dependencies=[allowed(AskAnotherProposer.TYPE)],
)
async def ask_another(
    request: Request,
    confirmation_id: UUID,
    service: CurrentService,
    caller: CurrentCaller,
    correlation: CorrelationId,
    name: Name,
    email: Name,
) -> Response:
    """Ask another person instead."""
    command = AskAnotherProposer(
        confirmation_id=confirmation_id, name=name.strip(), email=email.strip()
    )
    ask = Ask(uuid4(), command, caller.actor, correlation)
    return await _done(request, service, confirmation_id, caller, ask)


async def _by_link(service: Service, token: str) -> tuple[Confirmation, int]:
    """Return what a link is for, and the attempt that it was sent for.

    Raises `NotFound`, whatever is wrong with the link.
    """
    subject = read_link(token, PURPOSE, service.keys, service.clock.now())
    confirmation_id, _, attempt = subject.partition(":")
    async with service.read() as database:
        found = await read_confirmation(database, UUID(confirmation_id))
    if found is None or found.person_id is None:
        raise NotFound("There is nothing to confirm by this link any more.")
    return found, int(attempt)


async def _done(
    request: Request,
    service: Service,
    confirmation_id: UUID,
    caller: Caller,
    ask: Ask,
) -> Response:
    async with service.read() as database:
        found = await read_confirmation(database, confirmation_id)
    if found is None:
        raise NotFound("There is no such confirmation.")
    [answered] = await service.execute([ask])
    if answered.outcome is AnswerOutcome.REFUSED:
        return await _list(
            request, service, found.application_id, caller, refused=answered
        )
    return RedirectResponse(
        f"/applications/{found.application_id}/confirmations",
        status_code=HTTPStatus.SEE_OTHER,
    )


async def _list(
    request: Request,
    service: Service,
    application_id: UUID,
    caller: Caller,
    *,
    refused: Answer | None = None,
) -> HTMLResponse:
    async with service.read() as database:
        listed = await confirmations_of(database, application_id, caller.actor)
    return page(
        request,
        "confirmations.html",
        status=HTTPStatus.OK if refused is None else HTTPStatus.CONFLICT,
        application_id=application_id,
        confirmations=listed,
        refused=refused,
    )


def _asked(
    request: Request,
    service: Service,
    found: Confirmation,
    *,
    fault: str | None = None,
) -> HTMLResponse:
    response = page(
        request,
        "confirm.html",
        status=HTTPStatus.OK if fault is None else HTTPStatus.UNPROCESSABLE_ENTITY,
        register=service.rulebook.title,
        confirmation=found,
        reasons=list(DeclineReason),
        fault=fault,
    )
    response.headers.update(UNTOLD)
    return response


def _said(request: Request, sentence: str) -> HTMLResponse:
    response = page(request, "confirm_said.html", sentence=sentence)
    response.headers.update(UNTOLD)
    return response
