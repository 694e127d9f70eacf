"""What bulk actions there are, as the table `bulks` of a service has them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson
from asyncpg import Record

from shared.bulk.commands import Selection
from shared.capability import Database

SHOWN = """
SELECT bulk_id, kind, subject, target, status, count, items_digest, excluded,
       prepared_by, prepared_at, released_by, changed_at, remaining, items
  FROM bulks
"""
ONE = f"{SHOWN} WHERE bulk_id = $1"
LATEST = f"{SHOWN} ORDER BY prepared_at DESC, bulk_id LIMIT $1"
RELEASED = f"{SHOWN} WHERE status = 'released' ORDER BY changed_at, bulk_id LIMIT 1"


@dataclass(frozen=True, slots=True)
class Bulk:
    """A bulk action: what it does to how many, and how far it is.

    `items` are those chosen one by one; `remaining` were refused when it was finished.
    """

    bulk_id: UUID
    kind: str
    subject: str
    target: str
    status: str
    count: int
    items_digest: str
    excluded: Mapping[str, int]
    prepared_by: str
    prepared_at: datetime
    released_by: str | None
    changed_at: datetime
    remaining: int | None
    items: tuple[str, ...] = ()

    @property
    def selection(self) -> Selection:
        """Return what it is done to."""
        return Selection(self.kind, self.subject, self.target, self.items)


async def bulk_of(database: Database, bulk_id: UUID) -> Bulk | None:
    """Return a bulk action, None where there is none."""
    row = await database.fetchrow(ONE, bulk_id)
    return None if row is None else _bulk(row)


async def latest_bulks(database: Database, limit: int) -> list[Bulk]:
    """Return bulk actions, the latest first."""
    return [_bulk(row) for row in await database.fetch(LATEST, limit)]


async def next_released(database: Database) -> Bulk | None:
    """Return the action that was released first of those not carried out."""
    row = await database.fetchrow(RELEASED)
    return None if row is None else _bulk(row)


def _bulk(row: Record) -> Bulk:
    values: dict[str, Any] = {**dict(row), "items": tuple(row["items"])}
    if isinstance(values["excluded"], str):
        values["excluded"] = orjson.loads(values["excluded"])
    return Bulk(**values)
