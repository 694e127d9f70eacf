"""Obligations that are not met, and what a person can do about each."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from uuid import UUID

from shared.capability import Database

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
WHERE status IN ('failed', 'bounced')
OR (status = 'due' AND due_by <= $1)
OR (status = 'sent' AND channel IN ('post', 'tracked-post') AND due_by <= $1)
ORDER BY requested_at, message_id, channel
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


async def list_unmet(database: Database, now: datetime, limit: int) -> list[Unmet]:
    """Return what is not met at `now` of the register's clock, oldest first."""
    rows = await database.fetch(UNMET, now, limit)
    return [Unmet(**dict(row), to_do=to_do(row["status"], row["code"])) for row in rows]
