"""Appeals for programs: those that a member of the panel may hear."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from fastapi import APIRouter

from services.applications.applying.queries import Status
from services.applications.applying.queries.facts import Facts, list_work, read_facts
from services.applications.ties import is_tied
from shared.errors import NotFound
from shared.identity.caller import Caller
from shared.web.current import CurrentCaller, CurrentLooking, CurrentService, allowed
from shared.web.service import Service

router = APIRouter()
MOST = 200


@dataclass(frozen=True, slots=True)
class Appeal:
    """An appeal as its panel reads it; the applicant's own words are `statement`.

    `scopes` are those that it is for; `admitted` those in which the applicant was
    admitted before, none where all was refused.
    """

    application_id: UUID
    appeal: int
    scopes: tuple[str, ...]
    admitted: tuple[str, ...]
    route: str | None
    recommendation: str | None
    gaps: tuple[str, ...]
    grounds: tuple[str, ...]
    statement: str | None
    decide_by: date | None
    overdue: bool


@dataclass(frozen=True, slots=True)
class Appeals:
    """The appeals that wait for the caller's finding, oldest first."""

    appeals: list[Appeal]


@router.get("/api/appeals", dependencies=[allowed("applications.list-appeals")])
async def appeals(
    service: CurrentService, caller: CurrentCaller, looking: CurrentLooking
) -> Appeals:
    """Return the appeals that the caller had no part in before."""
    waiting = await waiting_appeals(service, caller)
    looking.results = len(waiting)
    return Appeals(waiting)


@router.get(
    "/api/appeals/{application_id}", dependencies=[allowed("applications.read-appeal")]
)
async def appeal(
    application_id: UUID,
    service: CurrentService,
    caller: CurrentCaller,
    looking: CurrentLooking,
) -> Appeal:
    """Return an appeal to a member of the panel who may hear it; else 404."""
    facts = await appeal_for(service, caller, application_id)
    looking.person_id = facts.person_id
    return appeal_of(facts)


async def waiting_appeals(service: Service, caller: Caller) -> list[Appeal]:
    """Return the appeals that the caller may hear and has not found on."""
    async with service.read() as database:
        found = await list_work(
            database, (Status.UNDER_APPEAL,), caller.actor, None, MOST
        )
    return [appeal_of(facts) for facts in found if caller.actor not in facts.acted]


async def appeal_for(service: Service, caller: Caller, application_id: UUID) -> Facts:
    """Return the facts of an appeal; `NotFound` to whoever may not hear it."""
    async with service.read() as database:
        facts = await read_facts(database, application_id)
        tied = await is_tied(database, application_id, caller.actor)
    if facts is None or tied or facts.status is not Status.UNDER_APPEAL:
        raise NotFound("There is no such appeal.")
    if caller.actor in facts.acted:
        raise NotFound("There is no such appeal.")
    return facts


def appeal_of(facts: Facts) -> Appeal:
    """Return an appeal as its panel reads it."""
    return Appeal(
        application_id=facts.application_id,
        appeal=facts.appeals,
        scopes=facts.not_admitted or facts.scopes,
        admitted=facts.admitted,
        route=facts.route,
        recommendation=facts.recommendation,
        gaps=facts.gaps,
        grounds=facts.appeal_grounds,
        statement=facts.appeal_statement,
        decide_by=facts.appeal_decide_by,
        overdue=facts.appeal_overdue,
    )
