"""Refusals that are not final yet, for programs."""

from dataclasses import dataclass

from fastapi import APIRouter

from services.applications.serving.queries import Refusal, list_refusals
from shared.web.current import CurrentCaller, CurrentService, allowed

router = APIRouter()


@dataclass(frozen=True, slots=True)
class Refusals:
    """The refusals that are not final, oldest first."""

    refusals: list[Refusal]


@router.get("/api/refusals", dependencies=[allowed("applications.list-refusals")])
async def refusals(service: CurrentService, caller: CurrentCaller) -> Refusals:
    """Return whether each refusal's service is proven, and until when one appeals."""
    async with service.read() as database:
        return Refusals(await list_refusals(database, caller.actor))
