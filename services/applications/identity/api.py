"""Possible duplicates for programs: the work list, and a question with its sides."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query

from services.applications.identity.queries import (
    Duplicate,
    DuplicateLine,
    Standing,
    list_duplicates,
    read_duplicate,
)
from shared.errors import NotFound
from shared.web.current import (
    CurrentCaller,
    CurrentLooking,
    CurrentService,
    allowed,
)
from shared.web.service import Service

router = APIRouter()

LARGEST_PAGE = 500


@dataclass(frozen=True, slots=True)
class Duplicates:
    """A page of questions; `next` asks for the page after it."""

    duplicates: Sequence[DuplicateLine]
    next: UUID | None


@router.get("/api/duplicates", dependencies=[allowed("applications.list-duplicates")])
async def duplicates(
    service: CurrentService,
    caller: CurrentCaller,
    looking: CurrentLooking,
    status: Standing | None = None,
    after: UUID | None = None,
    limit: Annotated[int, Query(ge=1, le=LARGEST_PAGE)] = LARGEST_PAGE,
) -> Duplicates:
    """Return questions in the order in which they came, all or those of one status."""
    async with service.read() as database:
        lines = await list_duplicates(database, status, after, limit, caller.actor)
    looking.results = len(lines)
    return Duplicates(lines, lines[-1].pair_id if len(lines) == limit else None)


@router.get(
    "/api/duplicates/{pair_id}", dependencies=[allowed("applications.read-duplicate")]
)
async def duplicate(
    pair_id: UUID,
    service: CurrentService,
    caller: CurrentCaller,
    looking: CurrentLooking,
) -> Duplicate:
    """Return a question with what both applications say of their person."""
    found = await duplicate_of(service, pair_id, caller.actor)
    looking.person_id = found.sides[0].person_id if found.sides else None
    return found


async def duplicate_of(service: Service, pair_id: UUID, actor: str) -> Duplicate:
    """Return a question; raises `NotFound`, also for an actor who has a tie."""
    async with service.read() as database:
        found = await read_duplicate(database, pair_id, actor)
    if found is None:
        raise NotFound("There is no such question.")
    return found
