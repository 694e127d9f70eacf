"""A dump of a log's database, restored."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest

from tests.support.audit_log import TryLog, stream_events
from tests.support.dumps import another_cluster, as_role_of, dumped, restored

pytestmark = pytest.mark.integration

EVENTS = stream_events("assessment/a", 700)
LATER = stream_events("assessment/b", 10)


@asynccontextmanager
async def moved(log: TryLog, dump: bytes, admin: str) -> AsyncGenerator[TryLog]:
    """Restore a dump below a cluster; its log has the files and the key of before."""
    async with restored(admin, dump) as dsn:
        own = as_role_of(dsn, log.places.database)
        yield TryLog(replace(log.places, database=own), dsn, log.kafka)


@asynccontextmanager
async def somewhere(log: TryLog, where: str) -> AsyncGenerator[str]:
    """Yield a superuser of the same cluster, or of another that was never used."""
    if where == "the same cluster":
        yield log.dsn
        return
    async with another_cluster(log.places.database) as admin:
        yield admin


@pytest.mark.parametrize("where", ["the same cluster", "another cluster"])
@pytest.mark.parametrize("logged_since", [0, 400])
async def test_goes_on_with_the_same_log(
    log: TryLog, where: str, logged_since: int
) -> None:
    async with log.running():
        await log.send(EVENTS[:300])
        await log.until_sealed(300)
    dump = dumped(log.dsn)
    async with log.running():
        await log.send(EVENTS[300 : 300 + logged_since])
        seen = await log.until_sealed(300 + logged_since)
    size = seen.size + len(LATER)
    async with somewhere(log, where) as admin, moved(log, dump, admin) as copy:
        async with copy.running():
            await copy.send(LATER)
            await copy.until_sealed(size)
        assert await copy.entries() == [*EVENTS[: seen.size], *LATER]
        assert copy.verify(seen).size == size
        kafkas = await copy.query("SELECT DISTINCT cluster_id FROM log_offsets")
        assert len(kafkas) == 1
        assert not await copy.query("SELECT FROM quarantine")


async def test_waits_while_the_log_that_it_was_drawn_from_goes_on(log: TryLog) -> None:
    async with log.running():
        await log.send(EVENTS[:300])
        await log.until_sealed(300)
        async with (
            somewhere(log, "another cluster") as admin,
            moved(log, dumped(log.dsn), admin) as copy,
            copy.running(),
        ):
            await log.send(EVENTS[300:])
            seen = await log.until_sealed(700)
            await asyncio.sleep(0.5)
            assert len(await copy.entries()) == 300
    assert log.verify() == seen
