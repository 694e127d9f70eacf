"""The relay's cursor: how far it has come, and in which Kafka."""

import json
from dataclasses import dataclass, field

from shared.capability import Database

LOAD = """
SELECT epoch, transaction_id::text AS transaction_id, position, cluster_id, ends
FROM relay_cursor
"""

SAVE = """
INSERT INTO relay_cursor (epoch, transaction_id, position, cluster_id, ends)
VALUES ($1, $2::text::xid8, $3, $4, $5)
ON CONFLICT (singleton) DO UPDATE SET
    epoch = excluded.epoch,
    transaction_id = excluded.transaction_id,
    position = excluded.position,
    cluster_id = excluded.cluster_id,
    ends = excluded.ends
"""


@dataclass(frozen=True, slots=True)
class Cursor:
    """The last event published, and what Kafka acknowledged.

    `cluster_id` is the Kafka spoken to, `ends` the last offset acknowledged by
    `topic/partition`. A new cursor begins before the first event.
    """

    epoch: int = 0
    transaction_id: str = "0"
    position: int = 0
    cluster_id: str = ""
    ends: dict[str, int] = field(default_factory=dict[str, int])


async def load_cursor(database: Database) -> Cursor | None:
    """Return the cursor as it was saved last, if it ever was."""
    row = await database.fetchrow(LOAD)
    if row is None:
        return None
    return Cursor(
        epoch=row["epoch"],
        transaction_id=row["transaction_id"],
        position=row["position"],
        cluster_id=row["cluster_id"],
        ends=json.loads(row["ends"]),
    )


async def save_cursor(database: Database, cursor: Cursor) -> None:
    """Save the cursor: everything up to it was acknowledged."""
    await database.execute(
        SAVE,
        cursor.epoch,
        cursor.transaction_id,
        cursor.position,
        cursor.cluster_id,
        json.dumps(cursor.ends),
    )
