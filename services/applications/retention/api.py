"""How a person's records stand, and who somebody is by a number, for programs."""

from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query

from services.applications.retention.queries import (
    Standing,
    person_named,
    standing_of,
)
from shared.errors import NotFound
from shared.web.current import CurrentLooking, CurrentService, allowed

router = APIRouter()

LONGEST_REFERENCE = 100


@dataclass(frozen=True, slots=True)
class PersonNamed:
    """The opaque id of whom a reference names."""

    person_id: UUID


@router.get("/api/people", dependencies=[allowed("applications.read-retention")])
async def person(
    service: CurrentService,
    looking: CurrentLooking,
    reference: Annotated[
        str,
        Query(
            min_length=1,
            max_length=LONGEST_REFERENCE,
            pattern=r"^[A-Za-z0-9/-]+$",
            description="A registration number, or the id of an application or person.",
        ),
    ],
) -> PersonNamed:
    """Return the id by which events and trails name somebody, and nothing else."""
    async with service.read() as database:
        found = await person_named(database, reference)
    if found is None:
        raise NotFound("Nobody in the register has that number or that id.")
    looking.person_id = found
    return PersonNamed(found)


@router.get(
    "/api/people/{person_id}/retention",
    dependencies=[allowed("applications.read-retention")],
)
async def retention(service: CurrentService, person_id: UUID) -> Standing:
    """Return a person's holds, the day on which papers go, and each erasure."""
    async with service.read() as database:
        standing = await standing_of(database, person_id)
    if standing is None:
        raise NotFound("The register holds no application of this person.")
    return standing
