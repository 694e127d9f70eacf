"""Obligations that are not met, for people: the list, and what is done about each."""

from dataclasses import dataclass
from datetime import date
from http import HTTPStatus
from typing import Annotated, Literal
from uuid import UUID, uuid4

from fastapi import APIRouter, Depends, Form, Query, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from services.notifications.messages.unmet import (
    find_unmet,
    list_unmet,
    next_place,
    place_at,
)
from shared.clock import register_date
from shared.contracts.contract import CommandData
from shared.contracts.notifications import (
    EMAIL,
    WEBHOOK,
    AgainBecause,
    NoLongerOwed,
    OrderDelivery,
    RecordLetterPosted,
    RecordToldOtherwise,
    Told,
    WithdrawMessage,
)
from shared.errors import NotFound
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
LIST = "/unmet"
ONE = "/unmet/{message_id}/{channel}"
LOOK = "notifications.list-messages"

ACTIONS = {
    "order_action": OrderDelivery.TYPE,
    "told_action": RecordToldOtherwise.TYPE,
    "posted_action": RecordLetterPosted.TYPE,
    "withdraw_action": WithdrawMessage.TYPE,
}
"""What the templates ask `may` of."""


@router.get(LIST, summary="Obligations unmet", dependencies=[allowed(LOOK)])
async def unmet(
    request: Request,
    service: CurrentService,
    looking: CurrentLooking,
    after: Annotated[str | None, Query(max_length=80)] = None,
) -> HTMLResponse:
    """Show which obligations are not met, and what can be done about each."""
    now = service.clock.now()
    async with service.read() as database:
        found = await list_unmet(database, now, SHOWN, place_at(after))
    looking.results = len(found)
    return page(
        request,
        "unmet.html",
        status=HTTPStatus.OK,
        unmet=found,
        shown=SHOWN,
        next=next_place(found, SHOWN),
        **ACTIONS,
    )


@router.get(ONE, dependencies=[allowed(LOOK)])
async def unmet_obligation(
    request: Request, service: CurrentService, message_id: UUID, channel: str
) -> HTMLResponse:
    """Show one obligation that is not met, with what the caller may do about it."""
    return await _obligation(request, service, message_id, channel)


@dataclass(frozen=True, slots=True)
class About:
    """A form sent about a delivery: by whom, and the id of its command."""

    request: Request
    service: Service
    caller: Caller
    correlation_id: UUID
    message_id: UUID
    channel: str
    command_id: UUID

    async def does(self, data: CommandData) -> Response:
        """Execute the command and show the list, or why it was refused."""
        ask = Ask(self.command_id, data, self.caller.actor, self.correlation_id)
        [answer] = await self.service.execute([ask])
        if answer.outcome is AnswerOutcome.REFUSED:
            return await _obligation(
                self.request, self.service, self.message_id, self.channel, answer
            )
        return RedirectResponse(LIST, status_code=HTTPStatus.SEE_OTHER)


async def about(
    request: Request,
    message_id: UUID,
    channel: str,
    service: CurrentService,
    caller: CurrentCaller,
    correlation: CorrelationId,
    command_id: Annotated[UUID, Form()],
) -> About:
    """Return what every form about a delivery is sent with."""
    return About(request, service, caller, correlation, message_id, channel, command_id)


Sent = Annotated[About, Depends(about)]


@router.post(f"{ONE}/again", dependencies=[allowed(OrderDelivery.TYPE)])
async def send_again(
    sent: Sent,
    reason: Annotated[AgainBecause, Form()],
    to: Annotated[str, Form(max_length=254)] = "",
) -> Response:
    """Have the message sent again, to another address if one is given.

    To a subscriber it goes by webhook again, to anybody else by e-mail.
    """
    return await sent.does(
        OrderDelivery(
            message_id=sent.message_id,
            channel=WEBHOOK if sent.channel == WEBHOOK else EMAIL,
            instead_of=sent.channel,
            reason=reason,
            to=written(to),
        )
    )


@router.post(f"{ONE}/letter", dependencies=[allowed(OrderDelivery.TYPE)])
async def post_letter(
    sent: Sent,
    by: Annotated[Literal["post", "tracked-post"], Form()],
    postal_address: Annotated[str, Form(max_length=1_000)] = "",
) -> Response:
    """Have a letter posted in the place of the delivery."""
    return await sent.does(
        OrderDelivery(
            message_id=sent.message_id,
            channel=by,
            instead_of=sent.channel,
            reason=AgainBecause.BY_POST_INSTEAD,
            postal_address=written(postal_address),
        )
    )


@router.post(f"{ONE}/posted", dependencies=[allowed(RecordLetterPosted.TYPE)])
async def record_posted(
    sent: Sent,
    number: Annotated[int, Form(ge=1)],
    carrier: Annotated[str, Form(min_length=1, max_length=100)],
    posted_on: Annotated[date, Form()],
    reference: Annotated[str, Form(max_length=200)] = "",
) -> Response:
    """Record the carrier's proof of posting."""
    return await sent.does(
        RecordLetterPosted(
            message_id=sent.message_id,
            channel=sent.channel,
            number=number,
            carrier=carrier.strip(),
            posted_on=posted_on,
            reference=written(reference),
        )
    )


@router.post(f"{ONE}/told", dependencies=[allowed(RecordToldOtherwise.TYPE)])
async def record_told(
    sent: Sent,
    how: Annotated[Told, Form()],
    told_on: Annotated[date, Form()],
    note: Annotated[str, Form(max_length=5_000)] = "",
) -> Response:
    """Record that somebody told the person."""
    return await sent.does(
        RecordToldOtherwise(
            message_id=sent.message_id, how=how, told_on=told_on, note=written(note)
        )
    )


@router.post(f"{ONE}/withdrawal", dependencies=[allowed(WithdrawMessage.TYPE)])
async def withdraw(sent: Sent, reason: Annotated[NoLongerOwed, Form()]) -> Response:
    """Withdraw the obligation, which is owed no longer."""
    return await sent.does(WithdrawMessage(message_id=sent.message_id, reason=reason))


async def _obligation(
    request: Request,
    service: Service,
    message_id: UUID,
    channel: str,
    refused: Answer | None = None,
) -> HTMLResponse:
    now = service.clock.now()
    async with service.read() as database:
        found = await find_unmet(database, now, message_id, channel)
    if found is None:
        raise NotFound("There is no such obligation, or it is met by now.")
    return page(
        request,
        "unmet_obligation.html",
        status=HTTPStatus.OK if refused is None else HTTPStatus.CONFLICT,
        one=found,
        again=[each for each in AgainBecause if each != AgainBecause.BY_POST_INSTEAD],
        ways=list(Told),
        no_longer=list(NoLongerOwed),
        today=register_date(now),
        command_id=uuid4(),
        refused=refused,
        **ACTIONS,
    )
