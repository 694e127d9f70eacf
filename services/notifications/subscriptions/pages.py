"""Subscribers for people: the list, and what is done about each."""

from dataclasses import dataclass
from http import HTTPStatus
from typing import Annotated
from uuid import UUID, uuid4

from fastapi import APIRouter, Depends, Form, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from services.notifications.subscriptions.queries import list_subscribers
from shared.contracts.contract import CommandData
from shared.contracts.subscribing import (
    Change,
    ChangeSubscriberEndpoint,
    DisableSubscriber,
    EnableSubscriber,
    EndSubscription,
    RegisterSubscriber,
    RotateSubscriberSecret,
    SubscriberKind,
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

LIST = "/subscribers"
SHOWN = 200
Address = Annotated[str, Form(max_length=500)]


@router.get(
    LIST,
    summary="Subscribers",
    dependencies=[allowed("notifications.list-subscribers")],
)
async def subscribers(
    request: Request, service: CurrentService, looking: CurrentLooking
) -> HTMLResponse:
    """Show who is told of changes to the register, and the form that registers one."""
    shown, looking.results = await _list(request, service)
    return shown


@dataclass(frozen=True, slots=True)
class Sent:
    """A form that was sent: by whom, and under which id its command is asked."""

    request: Request
    service: Service
    caller: Caller
    correlation_id: UUID
    command_id: UUID

    async def does(self, data: CommandData) -> Response:
        """Execute the command, and show the list, or with it why it was refused."""
        ask = Ask(self.command_id, data, self.caller.actor, self.correlation_id)
        [answer] = await self.service.execute([ask])
        if answer.outcome is AnswerOutcome.REFUSED:
            shown, _ = await _list(self.request, self.service, answer)
            return shown
        return RedirectResponse(LIST, status_code=HTTPStatus.SEE_OTHER)


async def sent_form(
    request: Request,
    service: CurrentService,
    caller: CurrentCaller,
    correlation: CorrelationId,
    command_id: Annotated[UUID, Form()],
) -> Sent:
    """Return what every form here is sent with."""
    return Sent(request, service, caller, correlation, command_id)


SentForm = Annotated[Sent, Depends(sent_form)]


@router.post(LIST, dependencies=[allowed(RegisterSubscriber.TYPE)])
async def register(
    sent: SentForm,
    subscriber_id: Annotated[UUID, Form()],
    kind: Annotated[SubscriberKind, Form()],
    changes: Annotated[list[Change] | None, Form()] = None,
    title: Annotated[str, Form(max_length=200)] = "",
    url: Address = "",
) -> Response:
    """Register an employer or another register."""
    return await sent.does(
        RegisterSubscriber(
            subscriber_id=subscriber_id,
            kind=kind,
            changes=tuple(changes or ()),
            title=written(title),
            url=written(url),
        )
    )


@router.post(
    LIST + "/{subscriber_id}/endpoint",
    dependencies=[allowed(ChangeSubscriberEndpoint.TYPE)],
)
async def change_endpoint(
    sent: SentForm, subscriber_id: UUID, url: Address = ""
) -> Response:
    """Tell a subscriber at another endpoint."""
    return await sent.does(
        ChangeSubscriberEndpoint(subscriber_id=subscriber_id, url=written(url))
    )


@router.post(
    LIST + "/{subscriber_id}/rotate",
    dependencies=[allowed(RotateSubscriberSecret.TYPE)],
)
async def rotate(sent: SentForm, subscriber_id: UUID) -> Response:
    """Give a subscriber a new secret."""
    return await sent.does(RotateSubscriberSecret(subscriber_id=subscriber_id))


@router.post(
    LIST + "/{subscriber_id}/disable", dependencies=[allowed(DisableSubscriber.TYPE)]
)
async def disable(sent: SentForm, subscriber_id: UUID) -> Response:
    """Tell a subscriber nothing for the time being."""
    return await sent.does(DisableSubscriber(subscriber_id=subscriber_id))


@router.post(
    LIST + "/{subscriber_id}/enable", dependencies=[allowed(EnableSubscriber.TYPE)]
)
async def enable(sent: SentForm, subscriber_id: UUID) -> Response:
    """Tell a subscriber again."""
    return await sent.does(EnableSubscriber(subscriber_id=subscriber_id))


@router.post(
    LIST + "/{subscriber_id}/end", dependencies=[allowed(EndSubscription.TYPE)]
)
async def end(sent: SentForm, subscriber_id: UUID) -> Response:
    """Tell a subscriber no more."""
    return await sent.does(EndSubscription(subscriber_id=subscriber_id))


async def _list(
    request: Request, service: Service, refused: Answer | None = None
) -> tuple[HTMLResponse, int]:
    """Return the page, and how many subscribers it shows."""
    async with service.read() as database:
        found = await list_subscribers(database, SHOWN)
    shown = page(
        request,
        "subscribers.html",
        status=HTTPStatus.OK if refused is None else HTTPStatus.CONFLICT,
        subscribers=found,
        kinds=list(SubscriberKind),
        changes=list(Change),
        subscriber_id=uuid4(),
        new_id=uuid4,
        refused=refused,
        register_action=RegisterSubscriber.TYPE,
    )
    return shown, len(found)
