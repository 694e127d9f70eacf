"""What happened to an application, in order: who, when and why, in clear alone."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from shared.capability import Database
from shared.contracts.envelope import decode

ENTRIES = "SELECT entry FROM events WHERE stream = $1 ORDER BY version"


@dataclass(frozen=True, slots=True)
class Happened:
    """One event of an application: its name, when, who led to it, and the reason."""

    what: str
    at: datetime
    actor: str
    reason: str


async def read_timeline(database: Database, application_id: UUID) -> list[Happened]:
    """Return what happened to an application, oldest first."""
    rows = await database.fetch(ENTRIES, f"application/{application_id}")
    envelopes = [decode(row["entry"]) for row in rows]
    return [
        Happened(one.type.split(".")[-2], one.time, one.actor, one.reason)
        for one in envelopes
    ]
