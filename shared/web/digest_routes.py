"""Digests of a service's events by day and by stream, to compare with the log's.

A day is that of the machine's clock in UTC (`walltime` of the event): the register's
own clock can be moved where it is embedded.
"""

from datetime import date, timedelta
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query

from shared.web.current import CurrentService, allowed

BY_DAY = """
SELECT to_char(recorded_at AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS day,
       count(*) AS count,
       encode(sha256(string_agg(
           sha256('\\x00'::bytea || entry), ''::bytea ORDER BY stream, version
       )), 'hex') AS digest
FROM events GROUP BY day ORDER BY day
"""

BY_STREAM = """
SELECT stream,
       count(*) AS count,
       encode(sha256(string_agg(
           sha256('\\x00'::bytea || entry), ''::bytea ORDER BY version
       )), 'hex') AS digest
FROM events
WHERE recorded_at >= $1::date::timestamp AT TIME ZONE 'UTC'
  AND recorded_at < $2::date::timestamp AT TIME ZONE 'UTC'
  AND stream > $3
GROUP BY stream ORDER BY stream LIMIT $4
"""

router = APIRouter(tags=["kit"], dependencies=[allowed("service.read-digest")])


@router.get("/api/events/digests")
async def digests_by_day(
    service: CurrentService, by: Literal["day"] = "day"
) -> dict[str, Any]:
    """Return by day how many events were recorded, and the digest over them."""
    del by
    async with service.read() as database:
        rows = await database.fetch(BY_DAY)
    return {
        row["day"]: {"count": row["count"], "digest": row["digest"]} for row in rows
    }


@router.get("/api/events/digests/{day}")
async def digests_by_stream(
    service: CurrentService,
    day: date,
    after: str = "",
    limit: Annotated[int, Query(ge=1, le=5000)] = 1000,
) -> dict[str, Any]:
    """Return a day's events by stream, count and digest, in byte order after one."""
    following = day + timedelta(days=1) if day < date.max else day
    async with service.read() as database:
        rows = await database.fetch(BY_STREAM, day, following, after, limit)
    return {"streams": [dict(row) for row in rows]}
