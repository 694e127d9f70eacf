"""What the log holds of each service by day, as each service tells it of its store."""

from collections import defaultdict
from typing import Any

from shared.capability import Database

# The day of an event is that of its `walltime`, in UTC (shared.web.digest_routes).
BY_DAY = """
SELECT source,
       left(convert_from(entry, 'UTF8')::json ->> 'walltime', 10) AS day,
       count(*) AS count,
       encode(sha256(string_agg(leaf_hash, ''::bytea ORDER BY stream, version)), 'hex')
           AS digest
FROM entries GROUP BY source, day ORDER BY source, day
"""


async def read_digests_by_day(database: Database) -> dict[str, dict[str, Any]]:
    """Return by source and day how many entries there are, and the digest over them."""
    found: dict[str, dict[str, Any]] = defaultdict(dict)
    for row in await database.fetch(BY_DAY):
        found[row["source"]][row["day"]] = {
            "count": row["count"],
            "digest": row["digest"],
        }
    return dict(found)
