"""The confirmations of an application for programs."""

from collections.abc import Sequence
from uuid import UUID

from fastapi import APIRouter
from pydantic import BaseModel

from services.applications.confirming.queries import Confirmation, confirmations_of
from shared.web.current import (
    CurrentCaller,
    CurrentLooking,
    CurrentService,
    allowed,
)

router = APIRouter()


class Confirmations(BaseModel):
    """Who was asked to confirm an application, and what became of it."""

    confirmations: Sequence[Confirmation]


@router.get(
    "/api/applications/{application_id}/confirmations",
    dependencies=[allowed("applications.list-confirmations")],
)
async def confirmations(
    application_id: UUID,
    service: CurrentService,
    caller: CurrentCaller,
    looking: CurrentLooking,
) -> Confirmations:
    """Return who was asked to confirm; none where nobody had to be."""
    async with service.read() as database:
        listed = await confirmations_of(database, application_id, caller.actor)
    looking.results = len(listed)
    looking.person_id = listed[0].person_id if listed else None
    return Confirmations(confirmations=listed)
