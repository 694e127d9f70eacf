"""A subscriber's secret, for the registrar to hand over by a safe way."""

from dataclasses import dataclass
from datetime import datetime
from typing import cast
from uuid import UUID

from fastapi import APIRouter, Response

from services.notifications.sending.ways import secrets_of
from services.notifications.settings import Settings
from shared.errors import NotFound
from shared.web.current import CurrentLooking, CurrentService, allowed

router = APIRouter()

NAMED = """
SELECT
    secret_id,
    earlier_until
FROM subscribers
WHERE subscriber_id = $1
AND status <> 'ended'
"""


@dataclass(frozen=True, slots=True)
class Secret:
    """A subscriber's secret; until `earlier_until` the one before serves too."""

    subscriber_id: UUID
    secret: str
    earlier_until: datetime | None


@router.get(
    "/api/subscribers/{subscriber_id}/secret",
    dependencies=[allowed("notifications.read-subscriber-secret")],
)
async def subscriber_secret(
    subscriber_id: UUID,
    service: CurrentService,
    looking: CurrentLooking,
    response: Response,
) -> Secret:
    """Return the newest secret of a subscriber; 404 where there is none (any more)."""
    async with service.read() as database:
        row = await database.fetchrow(NAMED, subscriber_id)
    if row is None:
        raise NotFound("There is no such subscriber, or its subscription has ended.")
    secrets = secrets_of(cast("Settings", service.settings))
    looking.results = 1
    response.headers["cache-control"] = "no-store"
    return Secret(subscriber_id, secrets.of(row["secret_id"]), row["earlier_until"])
