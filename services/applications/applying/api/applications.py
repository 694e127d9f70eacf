"""Applications for programs: one, many, and what became of them."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Annotated
from uuid import UUID

import orjson
from fastapi import APIRouter, Query, Response
from pydantic import BaseModel, ConfigDict, Field

from services.applications.applying.queries import (
    Application,
    ApplicationLine,
    Status,
    list_applications,
    read_application,
)
from services.applications.ties import is_tied
from shared.contracts.applications import SubmitApplication
from shared.contracts.bounds import Answers
from shared.errors import NotFound
from shared.eventstore.answers import Ask
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
from shared.web.problems import answer_response

router = APIRouter()

LARGEST_BATCH = 500
LARGEST_PAGE = 1_000


class NewApplication(BaseModel):
    """An application as its sender filled it in, every answer as text.

    The same `command_id` again gives the same answer and has no second effect. Only
    staff may say that the proposers' signatures were seen, `signed_on_paper`.
    """

    model_config = ConfigDict(extra="forbid")

    command_id: UUID
    application_id: UUID
    submission: Answers
    signed_on_paper: bool = False


class NewApplications(BaseModel):
    """Applications in the order in which they are to be decided."""

    model_config = ConfigDict(extra="forbid")

    rows: list[NewApplication] = Field(min_length=1, max_length=LARGEST_BATCH)


class Applications(BaseModel):
    """A page of applications; `next` asks for the page after it."""

    applications: list[ApplicationLine]
    next: UUID | None


@router.post("/api/applications", dependencies=[allowed(SubmitApplication.TYPE)])
async def submit(
    application: NewApplication,
    service: CurrentService,
    caller: CurrentCaller,
    correlation: CorrelationId,
) -> Response:
    """Submit one application and return the answer."""
    answers = await service.execute([_ask(application, caller, correlation)])
    return answer_response(answers[0])


@router.post(
    "/api/applications/batch", dependencies=[allowed("applications.submit-batch")]
)
async def submit_batch(
    applications: NewApplications,
    service: CurrentService,
    caller: CurrentCaller,
    correlation: CorrelationId,
) -> Response:
    """Submit applications in order, in one transaction, and return their answers.

    Each sees the effects of those before it; a refusal is an answer like any other.
    """
    asks: Sequence[Ask] = [
        _ask(application, caller, correlation) for application in applications.rows
    ]
    answers = [asdict(answer) for answer in await service.execute(asks)]
    return Response(orjson.dumps({"answers": answers}), media_type="application/json")


@router.get(
    "/api/applications", dependencies=[allowed("applications.list-applications")]
)
async def applications(
    service: CurrentService,
    caller: CurrentCaller,
    looking: CurrentLooking,
    status: Status | None = None,
    after: UUID | None = None,
    limit: Annotated[int, Query(ge=1, le=LARGEST_PAGE)] = 500,
) -> Applications:
    """Return applications in the order in which they came."""
    async with service.read() as database:
        lines = await list_applications(database, status, after, limit, caller.actor)
    looking.results = len(lines)
    following = lines[-1].application_id if len(lines) == limit else None
    return Applications(applications=lines, next=following)


@router.get(
    "/api/applications/{application_id}",
    dependencies=[allowed("applications.read-application")],
)
async def application(
    application_id: UUID,
    service: CurrentService,
    caller: CurrentCaller,
    looking: CurrentLooking,
) -> Application:
    """Return an application: all of it to the registrar, else nothing personal."""
    personal = Role.REGISTRAR in caller.roles
    async with service.read() as database:
        found = await read_application(database, application_id, personal=personal)
        tied = await is_tied(database, application_id, caller.actor)
    if found is None or tied:
        raise NotFound("There is no such application.")
    looking.person_id = found.person_id
    return found


def _ask(new: NewApplication, caller: Caller, correlation: UUID) -> Ask:
    data = SubmitApplication(
        application_id=new.application_id,
        submission=new.submission,
        signed_on_paper=new.signed_on_paper,
    )
    require_command(caller, data)
    return Ask(
        command_id=new.command_id,
        data=data,
        actor=caller.actor,
        correlation_id=correlation,
        roles=caller.roles,
    )
