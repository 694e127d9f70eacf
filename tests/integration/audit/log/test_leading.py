"""Several sequencers on one log."""

import asyncio
import time

import asyncpg
import pytest
from prometheus_client import CollectorRegistry

from services.audit.log.files import LogFiles, LogFilesTaken
from services.audit.log.leading import LOCK
from tests.support.audit_log import TryLog, stream_events

pytestmark = pytest.mark.integration

KILL_LEADER = """
SELECT pg_terminate_backend(pid) FROM pg_locks
WHERE locktype = 'advisory' AND objid = $1::bigint AND granted AND database = (
    SELECT oid FROM pg_database WHERE datname = current_database()
)
"""
LEADING = "audit_sequencer_leading"


def leads(registry: CollectorRegistry) -> bool:
    return registry.get_sample_value(LEADING) == 1


async def test_are_one_that_leads_and_one_that_waits(log: TryLog) -> None:
    async with log.running():
        first = log.registry
        await log.until_sealed(0)
        async with log.running():
            await asyncio.sleep(0.6)
            assert leads(first)
            assert not leads(log.registry)


async def test_hand_over_within_two_seconds(log: TryLog) -> None:
    sent = stream_events("assessment/a", 50)
    first = asyncio.create_task(log.sequencer().run())
    await log.until_sealed(0)
    async with log.running():
        await log.send(sent[:25])
        await log.until_sealed(25)
        first.cancel()
        ended = time.monotonic()
        await log.send(sent[25:])
        await log.until_sealed(50)
        assert time.monotonic() - ended < 2
    await asyncio.wait([first])
    assert await log.entries() == sent


async def test_hand_over_when_the_leaders_backend_is_killed(log: TryLog) -> None:
    sent = stream_events("assessment/a", 50)
    async with log.running(), log.running():
        await log.send(sent[:25])
        await log.until_sealed(25)
        await log.query(KILL_LEADER, LOCK)
        await log.send(sent[25:])
        await log.until_sealed(50)
    assert await log.entries() == sent
    assert log.verify().size == 50


async def test_never_write_the_files_of_one_that_lives(log: TryLog) -> None:
    async with log.running():
        await log.until_sealed(0)
        with pytest.raises(LogFilesTaken), LogFiles(log.places.files).taken():
            pass


@pytest.mark.parametrize(
    "change",
    ["UPDATE {} SET recorded_at = now()", "DELETE FROM {}", "TRUNCATE {}"],
)
@pytest.mark.parametrize("table", ["entries", "tree_heads", "quarantine"])
async def test_may_add_to_the_log_but_never_change_it(
    log: TryLog,
    table: str,
    change: str,
) -> None:
    service = await asyncpg.connect(log.places.database)
    owner = await asyncpg.connect(log.dsn)
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await service.execute(change.format(table))
    with pytest.raises(asyncpg.RaiseError, match="never changed"):
        await owner.execute(change.format(table))
    await service.close()
    await owner.close()
