"""Staff interests for programs."""

from dataclasses import dataclass

from fastapi import APIRouter

from services.applications.staff_interests.queries import Interest, list_interests
from shared.web.current import CurrentService, allowed

router = APIRouter()


@dataclass(frozen=True, slots=True)
class Interests:
    """Every tie that stands."""

    interests: list[Interest]


@router.get(
    "/api/staff-interests",
    dependencies=[allowed("applications.list-staff-interests")],
)
async def staff_interests(service: CurrentService) -> Interests:
    """Return who of the staff and the board has how many ties of which kind."""
    async with service.read() as database:
        return Interests(await list_interests(database))
