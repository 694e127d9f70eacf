"""Obligations that are not met, and what a person can do about each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from uuid import UUID

from asyncpg import Record

from shared.capability import Database
from shared.errors import Malformed

# A letter is proven when the carrier has it, and not when it was printed.
UNMET = """
SELECT
    message_id,
    channel,
    number,
    about,
    template,
    rule,
    notice_id IS NOT NULL AS awaited,
    status,
    code,
    requested_at,
    due_by
FROM deliveries
WHERE (
    status IN ('failed', 'bounced')
    OR (status = 'due' AND due_by <= $1)
    OR (status = 'sent' AND channel IN ('post', 'tracked-post') AND due_by <= $1)
)
"""

AFTER = """
AND (
    $3::uuid IS NULL
    OR (requested_at, message_id, channel) > (
        SELECT requested_at, message_id, channel
        FROM deliveries
        WHERE message_id = $3
        AND channel = $4
    )
)
ORDER BY requested_at, message_id, channel
LIMIT $2
"""

ONE = """
AND message_id = $2
AND channel = $3
"""

OVERDUE = """
SELECT
    about,
    rule,
    count(*) OVER () AS number
FROM deliveries
WHERE due_by <= $1
AND (
    status IN ('due', 'failed', 'bounced')
    OR (status = 'sent' AND channel IN ('post', 'tracked-post'))
)
ORDER BY due_by, message_id, channel
LIMIT $2
"""

CORRECT = "correct the address and order the delivery again, or have a letter posted"
ENDPOINT_REFUSED = (
    "ask the subscriber why its endpoint refused, change the endpoint if need be, and "
    "order the delivery again"
)
TO_DO: Mapping[str, str] = MappingProxyType(
    {
        "no-usable-address": CORRECT,
        "no-postal-address": "find the postal address and order the delivery again",
        "unrenderable": "have the wording mended; until then tell the person oneself",
        "gave-up": "order the delivery again, or have a letter posted",
        "person-erased": "nothing: the person was erased; withdraw the message",
        "subscriber-disabled": (
            "enable the subscriber once its endpoint works, and order the delivery "
            "again; otherwise withdraw the message"
        ),
        "http-410": (
            "the endpoint is gone and the subscriber disabled: ask for another "
            "endpoint, enable it, and order the delivery again"
        ),
        "private-address": (
            "the endpoint is inside a network: ask for another, or have the operator "
            "allow that network"
        ),
        "bounced": CORRECT,
        "failed": CORRECT,
        "due": "see whether mail goes out; otherwise tell the person oneself",
        "sent": "record the carrier's proof of posting, or have the letter posted",
    }
)
"""What is to be done, by the code of what went wrong, else by the status."""


@dataclass(frozen=True, slots=True)
class Unmet:
    """A delivery that does not meet its obligation; `awaited` if a service waits."""

    message_id: UUID
    channel: str
    number: int
    about: str
    template: str
    rule: str | None
    awaited: bool
    status: str
    code: str | None
    requested_at: datetime
    due_by: datetime | None
    to_do: str


def to_do(status: str, code: str | None) -> str:
    """Return what a person can do about a delivery that went wrong."""
    found = TO_DO.get(code or "")
    if found is None and (code or "").startswith("http-"):
        return ENDPOINT_REFUSED
    return found or TO_DO[status]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page of the list ends: at a delivery, written `<message>:<channel>`."""

    message_id: UUID
    channel: str

    def __str__(self) -> str:
        """Return it as an address has it."""
        return f"{self.message_id}:{self.channel}"


def place_at(text: str | None) -> Place | None:
    """Return the place that an address names; raises `Malformed` where it is none."""
    if not text:
        return None
    message_id, _, channel = text.partition(":")
    try:
        return Place(UUID(message_id), channel)
    except ValueError:
        raise Malformed("Ask for the place that `next` gave.", "after") from None


async def list_unmet(
    database: Database, now: datetime, limit: int, after: Place | None = None
) -> list[Unmet]:
    """Return what is not met at `now` of the register's clock, oldest first."""
    place = (after.message_id, after.channel) if after else (None, None)
    rows = await database.fetch(UNMET + AFTER, now, limit, *place)
    return [_unmet(row) for row in rows]


async def find_unmet(
    database: Database, now: datetime, message_id: UUID, channel: str
) -> Unmet | None:
    """Return one delivery that is not met at `now`, or None where it is by now."""
    row = await database.fetchrow(UNMET + ONE, now, message_id, channel)
    return None if row is None else _unmet(row)


@dataclass(frozen=True, slots=True)
class Overdue:
    """How many deliveries are overdue, and of which cases under which rules.

    Only the oldest are named, and no person.
    """

    number: int
    oldest: Sequence[str]


async def find_overdue(database: Database, now: datetime, most: int) -> Overdue:
    """Return what is overdue at `now` of the register's clock, oldest first."""
    rows = await database.fetch(OVERDUE, now, most)
    return Overdue(
        rows[0]["number"] if rows else 0,
        [", under ".join(filter(None, (row["about"], row["rule"]))) for row in rows],
    )


def next_place(found: Sequence[Unmet], limit: int) -> str | None:
    """Return where the next page begins, if there may be one."""
    if len(found) < limit:
        return None
    return str(Place(found[-1].message_id, found[-1].channel))


def _unmet(row: Record) -> Unmet:
    return Unmet(**dict(row), to_do=to_do(row["status"], row["code"]))
