"""What rests in quarantine: records that could not be entries, and their bytes.

By cluster, topic, partition and offset, in that order; the bytes may hold anything.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from shared.capability import Database

LIST = """
SELECT cluster_id, topic, partition, record_offset, cause,
       encode(sha256, 'hex') AS sha256, length, q.recorded_at,
       b.value IS NOT NULL AS held
FROM quarantine q
LEFT JOIN quarantined_bytes b
    USING (cluster_id, topic, partition, record_offset)
WHERE (cluster_id, topic, partition, record_offset) > ($1, $2, $3, $4)
ORDER BY cluster_id, topic, partition, record_offset LIMIT $5
"""

RAW = """
SELECT value FROM quarantined_bytes
WHERE cluster_id = $1 AND topic = $2 AND partition = $3 AND record_offset = $4
"""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a record lay; `cluster_id` is empty where it came out of a store."""

    cluster_id: str = ""
    topic: str = ""
    partition: int = -1
    offset: int = -1


@dataclass(frozen=True, slots=True)
class InQuarantine:
    """A record kept apart; `length` is None where it had no value at all.

    `held` tells whether its bytes are still here: they go after their time.
    """

    place: Place
    cause: str
    sha256: str
    length: int | None
    held: bool
    recorded_at: datetime


async def list_quarantine(
    database: Database, after: Place, limit: int
) -> Sequence[InQuarantine]:
    """Return a page of what rests in quarantine after a place."""
    rows = await database.fetch(
        LIST, after.cluster_id, after.topic, after.partition, after.offset, limit
    )
    return [
        InQuarantine(
            Place(
                row["cluster_id"], row["topic"], row["partition"], row["record_offset"]
            ),
            row["cause"],
            row["sha256"],
            row["length"],
            row["held"],
            row["recorded_at"],
        )
        for row in rows
    ]


async def quarantined_bytes(database: Database, place: Place) -> bytes | None:
    """Return a record's value, None where there is none, or none any more."""
    return await database.fetchval(
        RAW, place.cluster_id, place.topic, place.partition, place.offset
    )
