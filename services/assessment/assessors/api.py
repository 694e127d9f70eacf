"""The pool of assessors for programs."""

from dataclasses import dataclass

from fastapi import APIRouter

from services.assessment.assessors.queries import (
    Assessor,
    ScopeCover,
    appointed_assessors,
    covers,
    uncovered,
)
from shared.web.current import CurrentService, allowed

router = APIRouter()


@dataclass(frozen=True, slots=True)
class Assessors:
    """Everybody who was appointed."""

    assessors: list[Assessor]


@router.get("/api/assessors", dependencies=[allowed("assessment.list-assessors")])
async def assessors(service: CurrentService) -> Assessors:
    """Return the appointed assessors, by id."""
    async with service.read() as database:
        return Assessors(await appointed_assessors(database))


@dataclass(frozen=True, slots=True)
class Scopes:
    """The scopes that are, or were, short of assessors; `uncovered` have none."""

    scopes: list[ScopeCover]
    uncovered: list[str]


@router.get("/api/scopes", dependencies=[allowed("assessment.list-scopes")])
async def scopes(service: CurrentService) -> Scopes:
    """Return the scopes that are or were short of free assessors, those first."""
    async with service.read() as database:
        return Scopes(
            await covers(database), await uncovered(database, service.rulebook)
        )
