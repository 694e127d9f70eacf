"""The status of an application for programs: for its applicant, without any name."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from fastapi import APIRouter

from services.applications.applying.queries.facts import Facts, list_own, read_facts
from services.applications.applying.queries.situations import (
    Clock,
    clock_of,
    situation_of,
)
from services.applications.applying.rules.standing import Standing, standing
from services.applications.ties import is_tied
from shared.clock import register_date
from shared.errors import NotFound
from shared.identity.caller import Caller
from shared.identity.roles import Role
from shared.web.current import CurrentCaller, CurrentLooking, CurrentService, allowed
from shared.web.service import Service

router = APIRouter()
MOST_OWN = 50


@dataclass(frozen=True, slots=True)
class ApplicationStatus:
    """Where an application is, who has it by role, what is next and by when.

    `asked_for` are the gaps to be filled while further information is asked for.
    """

    application_id: UUID
    status: str
    scopes: tuple[str, ...]
    route: str | None
    submitted_on: date | None
    standing: Standing
    clock: Clock | None
    asked_for: tuple[str, ...]
    explanation: str | None
    admitted: tuple[str, ...]
    not_admitted: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OwnApplications:
    """The caller's own applications, newest first."""

    applications: list[ApplicationStatus]


@router.get(
    "/api/applications/{application_id}/status",
    dependencies=[allowed("applications.read-status")],
)
async def application_status(
    application_id: UUID,
    service: CurrentService,
    caller: CurrentCaller,
    looking: CurrentLooking,
) -> ApplicationStatus:
    """Return where an application is, to its applicant and to the registrar."""
    facts = await facts_for(service, caller, application_id)
    looking.person_id = facts.person_id
    return status_of(facts, service)


@router.get("/api/my-applications", dependencies=[allowed("applications.read-status")])
async def own_applications(
    service: CurrentService, caller: CurrentCaller, looking: CurrentLooking
) -> OwnApplications:
    """Return where the caller's own applications are."""
    async with service.read() as database:
        own = await list_own(database, caller.actor, MOST_OWN)
    looking.results = len(own)
    return OwnApplications([status_of(facts, service) for facts in own])


async def facts_for(service: Service, caller: Caller, application_id: UUID) -> Facts:
    """Return what is on record; `NotFound` to another applicant and to the tied."""
    async with service.read() as database:
        facts = await read_facts(database, application_id)
        tied = await is_tied(database, application_id, caller.actor)
    own = facts is not None and facts.applicant == caller.actor
    if facts is None or not (own or (Role.REGISTRAR in caller.roles and not tied)):
        raise NotFound("There is no such application.")
    return facts


def status_of(facts: Facts, service: Service) -> ApplicationStatus:
    """Return the status as the applicant may know it."""
    today = register_date(service.clock.now())
    asking = facts.answer_by is not None
    return ApplicationStatus(
        application_id=facts.application_id,
        status=facts.status.value,
        scopes=facts.scopes,
        route=facts.route,
        submitted_on=facts.submitted_on,
        standing=standing(situation_of(facts, today), today, service.rulebook),
        clock=clock_of(facts, today),
        asked_for=facts.asked_gaps if asking else (),
        explanation=facts.request_explanation if asking else None,
        admitted=facts.admitted,
        not_admitted=facts.not_admitted,
    )
