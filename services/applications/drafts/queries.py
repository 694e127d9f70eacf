"""An applicant's own drafts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import orjson
from asyncpg import Record

from shared.capability import Database

OWN = """
SELECT draft_id, standing, changed_at, deleted_at, person_id, answers::text
  FROM drafts
 WHERE actor = $1 AND standing <> 'deleted'
 ORDER BY changed_at DESC
"""

ONE = """
SELECT draft_id, standing, changed_at, deleted_at, person_id, answers::text
  FROM drafts
 WHERE draft_id = $1 AND actor = $2 AND standing <> 'deleted'
"""


@dataclass(frozen=True, slots=True)
class Draft:
    """A form as it was saved last; once submitted it holds no answers."""

    draft_id: UUID
    standing: str
    changed_at: datetime
    deleted_at: datetime
    person_id: UUID | None
    answers: Mapping[str, str]


async def own_drafts(database: Database, actor: str) -> Sequence[Draft]:
    """Return somebody's own drafts, the latest first."""
    return list(map(_draft, await database.fetch(OWN, actor)))


async def own_draft(database: Database, draft_id: UUID, actor: str) -> Draft | None:
    """Return a draft of one's own; None where there is none for this actor."""
    row = await database.fetchrow(ONE, draft_id, actor)
    return None if row is None else _draft(row)


def _draft(row: Record) -> Draft:
    return Draft(
        draft_id=row["draft_id"],
        standing=row["standing"],
        changed_at=row["changed_at"],
        deleted_at=row["deleted_at"],
        person_id=row["person_id"],
        answers=orjson.loads(row["answers"]) if row["answers"] else {},
    )
