"""Messages that are owed, for the list."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from shared.capability import Database

LISTED = """
SELECT
    message_id,
    channel,
    about,
    template,
    template_version,
    status,
    requested_at,
    settled_at,
    attempts,
    code
FROM deliveries
WHERE ($1::text IS NULL OR status = $1)
AND ($2::text IS NULL OR about = $2)
AND (
    $3::uuid IS NULL
    OR (requested_at, message_id) > (
        SELECT requested_at, message_id FROM deliveries WHERE message_id = $3 LIMIT 1
    )
)
ORDER BY requested_at, message_id, channel
LIMIT $4
"""

COUNTS = "SELECT status, count(*) AS messages FROM deliveries GROUP BY status"


class Status(StrEnum):
    """What became of a delivery."""

    DUE = "due"
    SENT = "sent"
    POSTED = "posted"
    DELIVERED = "delivered"
    BOUNCED = "bounced"
    FAILED = "failed"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class MessageLine:
    """One message in the list: what and when, not to whom nor its words."""

    message_id: UUID
    channel: str
    about: str
    template: str
    template_version: int
    status: str
    requested_at: datetime
    settled_at: datetime | None
    attempts: int
    code: str | None


async def list_messages(
    database: Database,
    status: Status | None,
    about: str | None,
    after: UUID | None,
    limit: int,
) -> list[MessageLine]:
    """Return messages, oldest first, perhaps of one status or about one stream."""
    rows = await database.fetch(LISTED, status, about, after, limit)
    return [MessageLine(**dict(row)) for row in rows]


async def count_messages(database: Database) -> dict[str, int]:
    """Return how many messages there are, by status."""
    rows = await database.fetch(COUNTS)
    return {row["status"]: row["messages"] for row in rows}
