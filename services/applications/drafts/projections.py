"""The table of drafts follows their events."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TypeAlias

import orjson

from shared.capability import Database, Holding, Recorded
from shared.contracts.drafts import (
    DraftDeleted,
    DraftSaved,
    DraftStarted,
    DraftSubmitted,
)
from shared.contracts.retention import RecordClass

Row: TypeAlias = tuple[object, ...]

STARTED = """
INSERT INTO drafts (draft_id, actor, standing, changed_at, deleted_at, person_id)
VALUES ($1, $2, 'open', $3, $4, $5)
ON CONFLICT (draft_id) DO NOTHING
"""

SAVED = """
UPDATE drafts
   SET answers = $2::text::jsonb, changed_at = $3, deleted_at = $4
 WHERE draft_id = $1
"""

ENDED = """
UPDATE drafts SET standing = $2, answers = NULL, changed_at = $3 WHERE draft_id = $1
"""

HOLDS = (
    Holding(
        "drafts",
        RecordClass.APPLICATION,
        "UPDATE drafts SET person_id = NULL, actor = NULL, answers = NULL"
        " WHERE person_id = $1",
    ),
)
"""What the table of drafts holds of a person."""


async def project(database: Database, recorded: Sequence[Recorded]) -> None:
    """Bring the table up to these events, in their order."""
    rows = (row for one in recorded for row in _rows(one))
    for statement, alike in groupby(rows, key=lambda row: row[0]):
        await database.executemany(statement, [row for _, row in alike])


def _rows(one: Recorded) -> Iterator[tuple[str, Row]]:
    at = one.envelope.time
    match one.event:
        case DraftStarted() as event:
            started = (
                event.draft_id,
                one.envelope.actor,
                at,
                event.deleted_at,
                event.person_id,
            )
            yield STARTED, started
        case DraftSaved() as event:
            answers = orjson.dumps(event.answers or {}).decode()
            yield SAVED, (event.draft_id, answers, at, event.deleted_at)
        case DraftSubmitted() as event:
            yield ENDED, (event.draft_id, "submitted", at)
        case DraftDeleted() as event:
            yield ENDED, (event.draft_id, "deleted", at)
        case _:
            return
