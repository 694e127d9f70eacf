"""What the registrar reads of subscribers."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from shared.capability import Database

# What is still owed and what went wrong, by subscriber: few, by their indexes.
LISTED = """
SELECT
    subscriber_id,
    kind,
    title,
    url,
    changes,
    status,
    code,
    registered_at,
    earlier_until,
    (
        SELECT count(*)
        FROM deliveries
        WHERE status = 'due'
        AND host = 'webhook/' || subscriber_id::text
    ) AS waiting
FROM subscribers
ORDER BY registered_at, subscriber_id
LIMIT $1
"""


class Status(StrEnum):
    """Whether a subscriber is told."""

    ENABLED = "enabled"
    DISABLED = "disabled"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class SubscriberLine:
    """A subscriber, without its secret; `waiting` is what it has still to be told.

    Of one that is disabled `code` says why; `earlier_until` is how long the secret
    before serves.
    """

    subscriber_id: UUID
    kind: str
    title: str | None
    url: str | None
    changes: list[str]
    status: str
    code: str | None
    registered_at: datetime
    earlier_until: datetime | None
    waiting: int


async def list_subscribers(database: Database, limit: int) -> list[SubscriberLine]:
    """Return the subscribers, the first registered first."""
    rows = await database.fetch(LISTED, limit)
    return [SubscriberLine(**dict(row)) for row in rows]
