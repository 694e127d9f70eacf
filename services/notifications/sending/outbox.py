"""Deliveries that are due: leased for a while, begun, and given back.

Leases, not locks, so that no transaction is open while a server thinks. A lease has an
id, without which nothing is begun; one that was never ended runs out.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from services.notifications.messages.commands import Link
from services.notifications.transports.port import Key
from shared.capability import Database

# One step of the index a host, however many letters wait for it. What goes to no domain
# has hosts of its own: its channel, and each subscriber.
HOSTS_DUE = """
WITH RECURSIVE hosts AS (
    (
        SELECT host
        FROM deliveries
        WHERE status = 'due'
        AND host > $1
        ORDER BY host
        LIMIT 1
    )
    UNION ALL
    SELECT (
        SELECT host
        FROM deliveries
        WHERE status = 'due'
        AND host > hosts.host
        ORDER BY host
        LIMIT 1
    )
    FROM hosts
    WHERE hosts.host IS NOT NULL
)
SELECT host
FROM hosts
WHERE host IS NOT NULL
AND host <> ALL($2::text[])
AND CASE
    WHEN split_part(host, '/', 1) IN ('post', 'tracked-post', 'webhook')
    THEN split_part(host, '/', 1)
    ELSE 'email'
END = ANY($5::text[])
AND EXISTS (
    SELECT
    FROM deliveries
    WHERE deliveries.host = hosts.host
    AND status = 'due'
    AND due_at <= clock_timestamp()
    AND (leased_until IS NULL OR leased_until <= clock_timestamp())
    AND (NOT reminder OR $3)
)
LIMIT $4
"""

LEASE = """
UPDATE deliveries
SET lease = next.lease,
    leased_until = clock_timestamp() + $1::interval
FROM (
    SELECT message_id, channel, gen_random_uuid() AS lease
    FROM unnest($2::text[]) AS hosts (host)
    CROSS JOIN LATERAL (
        SELECT message_id, channel, due_at
        FROM deliveries
        WHERE deliveries.host = hosts.host
        AND status = 'due'
        AND due_at <= clock_timestamp()
        AND (leased_until IS NULL OR leased_until <= clock_timestamp())
        AND (NOT reminder OR $3)
        ORDER BY due_at
        LIMIT $4
        FOR UPDATE SKIP LOCKED
    ) AS waiting
    ORDER BY due_at
    LIMIT $5
) AS next
WHERE deliveries.message_id = next.message_id
AND deliveries.channel = next.channel
RETURNING
    deliveries.message_id,
    deliveries.channel,
    number,
    host,
    person_id,
    name,
    address,
    postal_address,
    subject_line,
    body,
    html,
    language,
    requested_at,
    first_due_at,
    correlation_id,
    attempts,
    begun,
    begun_number IS NOT DISTINCT FROM number AS in_doubt,
    link_purpose,
    link_subject,
    link_expires_at,
    deliveries.lease,
    subscriber_id
"""

BEGIN = """
UPDATE deliveries
SET begun = begun + 1,
    begun_number = number,
    leased_until = clock_timestamp() + $5::interval
WHERE message_id = $1
AND channel = $2
AND number = $3
AND lease = $4
AND leased_until > clock_timestamp()
AND status = 'due'
RETURNING true
"""

GIVE_BACK = """
UPDATE deliveries
SET lease = NULL,
    leased_until = NULL,
    attempts = attempts + CASE WHEN back.counts THEN 1 ELSE 0 END,
    due_at = clock_timestamp() + back.wait,
    code = back.code,
    begun_number = CASE WHEN back.in_doubt THEN begun_number END
FROM unnest(
    $1::uuid[], $2::text[], $3::integer[],
    $4::interval[], $5::text[], $6::boolean[], $7::boolean[]
) AS back (message_id, channel, number, wait, code, counts, in_doubt)
WHERE deliveries.message_id = back.message_id
AND deliveries.channel = back.channel
AND deliveries.number = back.number
AND status = 'due'
"""

TAKE_OVER = """
UPDATE deliveries
SET lease = NULL,
    leased_until = NULL
WHERE status = 'due'
AND leased_until IS NOT NULL
AND channel = ANY($1::text[])
"""

ANY_DUE = """
SELECT EXISTS (
    SELECT
    FROM deliveries
    WHERE status = 'due'
    AND due_at <= $1
    AND channel = ANY($2::text[])
    AND (NOT reminder OR $3)
)
"""


@dataclass(frozen=True, slots=True)
class Leased:
    """A delivery that is ours for a while; `lease` is by what right.

    The text is None where its person was erased before it could be sent. It is
    `in_doubt` where it was begun before and nobody recorded how that ended.
    """

    message_id: UUID
    channel: str
    number: int
    host: str
    person_id: UUID | None
    name: str | None
    address: str | None
    postal_address: str | None
    subject_line: str | None
    body: str | None
    language: str
    requested_at: datetime
    first_due_at: datetime
    correlation_id: UUID
    attempts: int
    begun: int
    in_doubt: bool
    link_purpose: str | None
    link_subject: str | None
    link_expires_at: datetime | None
    lease: UUID
    html: str | None = None
    subscriber_id: UUID | None = None

    @property
    def key(self) -> Key:
        """What the delivery is told by."""
        return Key(self.message_id, self.channel, self.number)

    @property
    def link(self) -> Link | None:
        """What the letter's link is for, if it has one."""
        purpose, subject = self.link_purpose, self.link_subject
        if purpose is None or subject is None or self.link_expires_at is None:
            return None
        return Link(purpose, subject, self.link_expires_at)


@dataclass(frozen=True, slots=True)
class Postponed:
    """A delivery to be tried again after a while.

    It `counts` as a try unless nothing was tried; what is `in_doubt` stays marked.
    """

    key: Key
    wait: timedelta
    code: str
    counts: bool = True
    in_doubt: bool = False


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which letters to lease: of these hosts, so many of each and so many in all."""

    hosts: Sequence[str]
    reminders: bool
    of_each: int
    in_all: int


@dataclass(frozen=True, slots=True)
class Looked:
    """Which hosts to look for: those with something due by these channels."""

    channels: Sequence[str]
    barred: Sequence[str]
    reminders: bool
    limit: int


async def hosts_due(database: Database, after: str, looked: Looked) -> list[str]:
    """Return hosts for which something is due, by name, beginning after one."""
    rows = await database.fetch(
        HOSTS_DUE,
        after,
        looked.barred,
        looked.reminders,
        looked.limit,
        looked.channels,
    )
    return [row["host"] for row in rows]


async def lease(database: Database, wanted: Wanted, lasting: timedelta) -> list[Leased]:
    """Return deliveries that are due and nobody else's, ours for `lasting`."""
    rows = await database.fetch(
        LEASE,
        lasting,
        wanted.hosts,
        wanted.reminders,
        wanted.of_each,
        wanted.in_all,
    )
    return [Leased(**dict(row)) for row in rows]


async def begin(database: Database, leased: Leased, lasting: timedelta) -> bool:
    """Record that the text leaves now; False where it is not ours any more."""
    return bool(
        await database.fetchval(BEGIN, *leased.key, leased.lease, lasting),
    )


async def give_back(database: Database, postponed: Sequence[Postponed]) -> None:
    """Give deliveries back, to be tried again later."""
    await database.execute(
        GIVE_BACK,
        [one.key.message_id for one in postponed],
        [one.key.channel for one in postponed],
        [one.key.number for one in postponed],
        [one.wait for one in postponed],
        [one.code for one in postponed],
        [one.counts for one in postponed],
        [one.in_doubt for one in postponed],
    )
