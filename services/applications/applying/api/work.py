"""The registrar's work for programs: queues by status, oldest first."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query

from services.applications.applying.queries import Status
from services.applications.applying.queries.facts import Facts, list_work
from services.applications.applying.queries.situations import clock_of, situation_of
from services.applications.applying.rules.clock import Elapsed
from services.applications.applying.rules.standing import Holder, standing, target
from shared.clock import register_date
from shared.web.current import CurrentCaller, CurrentLooking, CurrentService, allowed
from shared.web.service import Service

router = APIRouter()

LARGEST_PAGE = 500
UNDER_WAY = (
    Status.RECOMMENDED,
    Status.UNDER_APPEAL,
    Status.FURTHER_INFORMATION,
    Status.SUBMITTED,
)
"""The statuses in which somebody has something to do."""


@dataclass(frozen=True, slots=True)
class Work:
    """One line of the work list: what is open, how old it is, and what is next.

    `age` is in calendar days; `late` says that the target has passed.
    `earlier_concerns` are applications of the same person, or of somebody alike, that
    were withdrawn while a concern was open.
    """

    application_id: UUID
    status: Status
    scopes: tuple[str, ...]
    route: str | None
    recommendation: str | None
    gaps: tuple[str, ...]
    matters: tuple[str, ...]
    earlier_concerns: tuple[UUID, ...]
    age: Elapsed | None
    target: date | None
    late: bool
    held_by: Holder
    next_step: str
    by: date | None
    given_names: str | None
    family_name: str | None


@dataclass(frozen=True, slots=True)
class WorkList:
    """A page of the work list; `next` asks for the page after it."""

    work: list[Work]
    next: UUID | None


@router.get("/api/work-list", dependencies=[allowed("applications.list-work")])
async def work_list(
    service: CurrentService,
    caller: CurrentCaller,
    looking: CurrentLooking,
    status: Status | None = None,
    after: UUID | None = None,
    limit: Annotated[int, Query(ge=1, le=LARGEST_PAGE)] = 100,
) -> WorkList:
    """Return what waits, oldest first; nothing of whom the caller is tied to."""
    lines = await read_work(service, caller.actor, status, after, limit)
    looking.results = len(lines)
    following = lines[-1].application_id if len(lines) == limit else None
    return WorkList(lines, following)


async def read_work(
    service: Service,
    actor: str,
    status: Status | None,
    after: UUID | None,
    limit: int,
) -> list[Work]:
    """Return a page of the work list."""
    statuses = UNDER_WAY if status is None else (status,)
    async with service.read() as database:
        found = await list_work(database, statuses, actor, after, limit)
    return [_work(facts, service) for facts in found]


def _work(facts: Facts, service: Service) -> Work:
    today = register_date(service.clock.now())
    situation = situation_of(facts, today)
    stands = standing(situation, today, service.rulebook)
    aim = target(situation, service.rulebook)
    clock = clock_of(facts, today)
    return Work(
        application_id=facts.application_id,
        status=facts.status,
        scopes=facts.scopes,
        route=facts.route,
        recommendation=facts.recommendation,
        gaps=facts.gaps,
        matters=facts.matters,
        earlier_concerns=facts.earlier_concerns,
        age=clock and clock.calendar,
        target=aim,
        late=aim is not None and today > aim,
        held_by=stands.held_by,
        next_step=stands.next_step,
        by=stands.by,
        given_names=facts.given_names,
        family_name=facts.family_name,
    )
