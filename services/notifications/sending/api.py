"""Where a mail provider reports what became of letters, signed (Standard Webhooks)."""

from enum import StrEnum
from typing import cast

from fastapi import APIRouter, Request
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from standardwebhooks import Webhook, WebhookVerificationError

from services.notifications.sending.returned import internal_recording
from services.notifications.settings import Settings
from services.notifications.transports.envelope import key_of_message_id
from services.notifications.transports.reports import Arrived, CameBack
from shared.contracts.bounds import Code
from shared.errors import Malformed, NotAuthenticated, NotFound
from shared.eventstore.answers import Answer
from shared.web.current import CurrentService, allowed

router = APIRouter()

PROVIDER = "mail-provider"
_STATUS = r"^[245]\.[0-9]{1,3}\.[0-9]{1,3}$"


class Outcome(StrEnum):
    """What a provider says of a letter."""

    BOUNCED = "bounced"
    DELAYED = "delayed"
    DELIVERED = "delivered"


class Reported(BaseModel):
    """A provider's report: `message_id` is the header `Message-ID` of the letter.

    `status` is the enhanced status code (RFC 3463).
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    message_id: str = Field(max_length=300)
    outcome: Outcome
    status: str = Field(default="", pattern=f"{_STATUS}|^$")


class Taken(BaseModel):
    """What the report led to."""

    outcome: Code


@router.post(
    "/api/returned-mail", dependencies=[allowed("notifications.report-returned-mail")]
)
async def returned_mail(request: Request, service: CurrentService) -> Taken:
    """Record what became of a letter; 401 unless signed with the secret we share."""
    settings = cast("Settings", service.settings)
    secret = settings.returns_secret
    if secret is None:
        raise NotFound("No mail provider reports here: REGISTER_RETURNS_SECRET.")
    body = await request.body()
    try:
        Webhook(secret.get_secret_value()).verify(
            body, dict(request.headers), json_parse=False
        )
    except WebhookVerificationError as error:
        raise NotAuthenticated("The report is not signed as agreed.") from error
    verdict = verdict_of(body)
    told_by = f"webhook {request.headers['webhook-id']}"
    asked = internal_recording(service, verdict, PROVIDER, told_by)
    answers: list[Answer] = await service.execute_internal([asked])
    return Taken(outcome=answers[0].code or answers[0].outcome.value)


def verdict_of(body: bytes) -> CameBack | Arrived:
    """Return what a report says; raises `Malformed` where it cannot be read."""
    try:
        reported = Reported.model_validate_json(body)
    except ValidationError as error:
        fault = error.errors(include_url=False, include_input=False)[0]
        field = ".".join(str(part) for part in fault["loc"])
        raise Malformed(f"The report is not as agreed: {fault['msg']}", field) from None
    key = key_of_message_id(reported.message_id)
    if key is None:
        raise Malformed("It is not the Message-ID of a letter of ours.", "message_id")
    match reported.outcome:
        case Outcome.DELIVERED:
            return Arrived(key)
        case Outcome.BOUNCED:
            return CameBack(key, reported.status or "5.0.0", permanent=True)
        case Outcome.DELAYED:
            return CameBack(key, reported.status or "4.0.0", permanent=False)
