"""How a person's records stand, for programs."""

from uuid import UUID

from fastapi import APIRouter

from services.applications.retention.queries import Standing, standing_of
from shared.errors import NotFound
from shared.web.current import CurrentService, allowed

router = APIRouter()


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
