"""The list of bulk actions follows its events, in the deciding transaction."""

from collections.abc import Sequence

import orjson

from shared.capability import Database, Recorded
from shared.contracts.bulk import ActionFinished, ActionPrepared, ActionReleased

PREPARED = """
INSERT INTO bulks (
    bulk_id, kind, subject, target, status, count, items_digest, excluded,
    prepared_by, prepared_at, changed_at, items)
VALUES ($1, $2, $3, $4, 'prepared', $5, $6, $7, $8, $9, $9, $10)
ON CONFLICT (bulk_id) DO NOTHING
"""

RELEASED = """
UPDATE bulks SET status = 'released', released_by = $2, changed_at = $3
 WHERE bulk_id = $1
"""

FINISHED = """
UPDATE bulks SET status = 'finished', remaining = $2, changed_at = $3
 WHERE bulk_id = $1
"""


async def project(database: Database, recorded: Sequence[Recorded]) -> None:
    """Bring the list up to these events."""
    for one in recorded:
        at = one.envelope.time
        match one.event:
            case ActionPrepared() as event:
                await database.execute(
                    PREPARED,
                    event.bulk_id,
                    event.kind,
                    event.subject,
                    event.target,
                    event.count,
                    event.items_digest,
                    orjson.dumps(dict(event.excluded)).decode(),
                    event.prepared_by,
                    at,
                    list(event.items),
                )
            case ActionReleased(bulk_id=bulk_id, released_by=actor):
                await database.execute(RELEASED, bulk_id, actor, at)
            case ActionFinished(bulk_id=bulk_id, left=left):
                await database.execute(FINISHED, bulk_id, left, at)
            case _:
                pass
