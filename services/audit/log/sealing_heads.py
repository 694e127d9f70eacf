"""Sealing stream heads: now and then, the last version of every stream is an entry.

Computed beside the sequencer, at a fixed size and over a connection of its own: no
transaction of the log waits for it. At a graceful end they are sealed once more, so
that what rests can be proven to its end.
"""

import asyncio
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import cast

import orjson

from oversight.stream_heads import HeadsTree, Planting
from oversight.stream_heads.sealed import LONGEST_BEHIND
from services.audit.log.feed import Fetched
from services.audit.log.findings import HEADS_STREAM, Finding, heads_sealed
from services.audit.log.going_on import going_on
from services.audit.log.taking_in import Brought, Intake
from shared.capability import Database

AT_ONCE = 2000
REST = 20
"""How many times as long as it took at least passes until heads are sealed again."""

HEADS_AT = """
SELECT stream, max(version) AS version FROM entries
WHERE index < $1 GROUP BY stream ORDER BY stream
"""

LAST_SEALED = """
SELECT index, entry FROM entries WHERE stream = $1 ORDER BY version DESC LIMIT 1
"""


async def keep_sealing_heads(
    database: Database, intake: Intake, every: float, wall: Callable[[], datetime]
) -> None:
    """Seal the heads at a take-over, then every so many seconds (wall clock).

    Nothing is sealed where nothing has come since, and less often where it takes long.
    """
    rests_at = -1
    while going_on():
        started, size = time.monotonic(), intake.edge.size
        if size != rests_at:
            # Only where nothing came meanwhile is the log as long as this.
            rests_at = size + await seal_heads(database, intake)
        took = time.monotonic() - started
        sealed_at = await _sealed_at(database)
        since = 0.0 if sealed_at is None else (wall() - sealed_at).total_seconds()
        least = max(min(every, 1.0), REST * took)
        await asyncio.sleep(max(least, every - max(0.0, since)))


async def seal_heads(database: Database, intake: Intake) -> bool:
    """Seal the heads of the log as it is; False where there is nothing to seal."""
    finding = await _heads_found(database, intake)
    if finding is None:
        return False
    await intake.bring(Brought(findings=[finding]))
    return True


async def seal_last_heads(database: Database, intake: Intake) -> None:
    """Seal the heads when nobody reads any more, in the place of who took in."""
    finding = await _heads_found(database, intake)
    if finding is not None:
        await intake.take_in(Fetched(""), [finding])


async def _heads_found(database: Database, intake: Intake) -> Finding | None:
    row = await database.fetchrow(LAST_SEALED, HEADS_STREAM)
    if intake.edge.size == (row["index"] + 1 if row else 0):
        return None
    while True:
        size = intake.edge.size
        tree = await heads_at(database, size)
        # Whoever checks it has to remember what came meanwhile.
        if intake.edge.size - size < LONGEST_BEHIND // 2:
            return heads_sealed(tree, size)


async def heads_at(database: Database, size: int) -> HeadsTree:
    """Return the tree over the last version of every stream in the first entries."""
    planting = Planting()
    async with database.transaction(readonly=True):
        cursor = await database.cursor(HEADS_AT, size)
        while rows := await cursor.fetch(AT_ONCE):
            planting.take((row["stream"], row["version"]) for row in rows)
            # The sequencer's answers must not wait for all of them.
            await asyncio.sleep(0)
    return planting.tree()


async def _sealed_at(database: Database) -> datetime | None:
    row = await database.fetchrow(LAST_SEALED, HEADS_STREAM)
    if row is None:
        return None
    text = cast("str", orjson.loads(row["entry"])["walltime"])
    return datetime.fromisoformat(text).astimezone(UTC)
