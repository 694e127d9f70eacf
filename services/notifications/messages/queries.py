"""Messages that are owed, for the list and for the delivery."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from services.notifications.messages.commands import Link
from shared.capability import Database
from shared.contracts.notifications import EMAIL

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

ANY_DUE = """
SELECT EXISTS (
    SELECT FROM deliveries
    WHERE status = 'due'
    AND channel = 'email'
    AND due_at <= $1
)
"""

COUNTS = "SELECT status, count(*) AS messages FROM deliveries GROUP BY status"

# One short statement: a lease, not a lock, so that no transaction is open while the
# mail server thinks. Two workers never lease the same row; a crashed one's rows come
# back when the lease has run out.
LEASE = """
UPDATE deliveries
SET leased_until = clock_timestamp() + $1::interval
WHERE (message_id, channel) IN (
    SELECT message_id, channel
    FROM deliveries
    WHERE status = 'due'
    AND channel = 'email'
    AND due_at <= clock_timestamp()
    AND (leased_until IS NULL OR leased_until <= clock_timestamp())
    ORDER BY due_at
    LIMIT $2
    FOR UPDATE SKIP LOCKED
)
RETURNING
    message_id,
    channel,
    number,
    person_id,
    address,
    subject_line,
    body,
    requested_at,
    first_due_at,
    correlation_id,
    attempts,
    link_purpose,
    link_subject,
    link_expires_at
"""

POSTPONE = """
UPDATE deliveries
SET leased_until = NULL,
    attempts = attempts + 1,
    due_at = clock_timestamp() + $2::interval,
    code = $3
WHERE message_id = $1
AND channel = $4
AND status = 'due'
"""


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


@dataclass(frozen=True, slots=True)
class Leased:
    """A message that is ours to deliver for a while.

    The text is None where its person was erased before it could be sent.
    """

    message_id: UUID
    address: str | None
    subject_line: str | None
    body: str | None
    requested_at: datetime
    first_due_at: datetime
    correlation_id: UUID
    attempts: int
    link_purpose: str | None = None
    link_subject: str | None = None
    link_expires_at: datetime | None = None
    channel: str = EMAIL
    number: int = 1
    person_id: UUID | None = None

    @property
    def link(self) -> Link | None:
        """What the letter's link is for, if it has one."""
        purpose, subject = self.link_purpose, self.link_subject
        if purpose is None or subject is None or self.link_expires_at is None:
            return None
        return Link(purpose, subject, self.link_expires_at)


@dataclass(frozen=True, slots=True)
class Postponed:
    """A message to be tried again after a while."""

    message_id: UUID
    wait: timedelta
    code: str
    channel: str = EMAIL


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


async def lease(database: Database, lasting: timedelta, limit: int) -> list[Leased]:
    """Return messages that are due and nobody else's, ours for `lasting`."""
    rows = await database.fetch(LEASE, lasting, limit)
    return [Leased(**dict(row)) for row in rows]


async def postpone(database: Database, messages: Sequence[Postponed]) -> None:
    """Give messages back, to be tried again later."""
    await database.executemany(
        POSTPONE,
        [(one.message_id, one.wait, one.code, one.channel) for one in messages],
    )
