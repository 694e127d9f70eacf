"""Preferences for programs."""

from dataclasses import dataclass
from uuid import UUID

from fastapi import APIRouter

from services.notifications.preferences.queries import Preferences, preferences_of
from shared.errors import NotFound
from shared.identity.caller import Caller
from shared.identity.roles import Role
from shared.web.current import (
    CurrentCaller,
    CurrentLooking,
    CurrentService,
    allowed,
)
from shared.web.service import Service

router = APIRouter()


@dataclass(frozen=True, slots=True)
class WrittenTo:
    """How somebody is written to; `said` tells that they chose it."""

    application_id: UUID
    said: bool
    language: str
    channel: str
    postal_address: str | None


@router.get(
    "/api/preferences/{application_id}",
    dependencies=[allowed("notifications.read-preferences")],
)
async def preferences(
    application_id: UUID,
    service: CurrentService,
    caller: CurrentCaller,
    looking: CurrentLooking,
) -> WrittenTo:
    """Return how the person of an application is written to; 404 unless one's own."""
    found = await seen_by(service, application_id, caller)
    looking.person_id = found.person_id
    return WrittenTo(
        application_id=application_id,
        said=found.language is not None,
        language=found.language or service.rulebook.notifications.language,
        channel=found.channel or "email",
        postal_address=found.postal_address,
    )


async def seen_by(
    service: Service, application_id: UUID, caller: Caller
) -> Preferences:
    """Return the preferences if the caller may see them; raises `NotFound`."""
    async with service.read() as database:
        found = await preferences_of(database, application_id)
    own = found is not None and found.actor == caller.actor
    if found is None or not (own or Role.REGISTRAR in caller.roles):
        raise NotFound("There is no such application.")
    return found
