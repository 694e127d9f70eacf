"""Queues and cases for programs."""

from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query

from services.assessment.assessing.queries import (
    CaseLine,
    Workload,
    claimable_by,
    is_tied,
    open_cases,
    queue_of,
    workloads,
)
from services.assessment.assessing.seeing import Case, case_for
from shared.clock import register_date
from shared.errors import NotFound
from shared.identity.roles import Role
from shared.web.current import (
    CurrentCaller,
    CurrentLooking,
    CurrentService,
    allowed,
)

router = APIRouter()

LARGEST_PAGE = 1_000
Limit = Annotated[int, Query(ge=1, le=LARGEST_PAGE)]


@dataclass(frozen=True, slots=True)
class Cases:
    """A page of cases, oldest first; `next` asks for the page after it."""

    cases: list[CaseLine]
    next: UUID | None


@dataclass(frozen=True, slots=True)
class Pool:
    """The pool as assignments see it."""

    assessors: list[Workload]


@router.get("/api/queue", dependencies=[allowed("assessment.read-queue")])
async def queue(
    service: CurrentService,
    caller: CurrentCaller,
    looking: CurrentLooking,
    after: UUID | None = None,
    limit: Limit = 500,
) -> Cases:
    """Return the cases that wait for the calling assessor's word, oldest first."""
    async with service.read() as database:
        lines = await queue_of(database, caller.actor, after, limit)
    looking.results = len(lines)
    return _page(lines, limit)


@router.get("/api/claimable", dependencies=[allowed("assessment.read-claimable")])
async def claimable(
    service: CurrentService,
    caller: CurrentCaller,
    looking: CurrentLooking,
    after: UUID | None = None,
    limit: Limit = 500,
) -> Cases:
    """Return the cases with a free seat that the calling assessor could claim."""
    async with service.read() as database:
        lines = await claimable_by(database, caller.actor, after, limit)
    looking.results = len(lines)
    return _page(lines, limit)


@router.get("/api/cases", dependencies=[allowed("assessment.list-cases")])
async def cases(
    service: CurrentService,
    caller: CurrentCaller,
    looking: CurrentLooking,
    after: UUID | None = None,
    limit: Limit = 500,
) -> Cases:
    """Return every case that is not concluded, oldest first."""
    async with service.read() as database:
        lines = await open_cases(database, caller.actor, after, limit)
    looking.results = len(lines)
    return _page(lines, limit)


@router.get(
    "/api/cases/{assessment_id}", dependencies=[allowed("assessment.read-case")]
)
async def case(
    assessment_id: UUID, service: CurrentService, caller: CurrentCaller
) -> Case:
    """Return a case to an assessor of it, or to the registrar; else 404."""
    whole = Role.REGISTRAR in caller.roles
    async with service.read() as database:
        found = await case_for(database, assessment_id, None if whole else caller.actor)
        tied = await is_tied(database, assessment_id, caller.actor)
    if found is None or tied:
        raise NotFound
    return found


@router.get("/api/pool", dependencies=[allowed("assessment.list-assessors")])
async def pool(service: CurrentService) -> Pool:
    """Return the pool as assignments see it: scopes, capacity and open cases."""
    async with service.read() as database:
        return Pool(await workloads(database, register_date(service.clock.now())))


def _page(lines: list[CaseLine], limit: int) -> Cases:
    return Cases(lines, lines[-1].assessment_id if len(lines) == limit else None)
