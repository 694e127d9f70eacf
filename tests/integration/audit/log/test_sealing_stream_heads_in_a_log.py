"""A log that seals its stream heads."""

import asyncio
from dataclasses import replace

import pytest

from oversight.completeness import Completeness, CompletenessFold
from oversight.logged import logged
from shared.contracts.audit import StreamHeads
from tests.support.audit_log import TryLog, stream_events

pytestmark = pytest.mark.integration


def sealing(log: TryLog, every: float) -> TryLog:
    """Return the log with heads sealed every so many seconds."""
    log.places = replace(log.places, stream_heads_every=every)
    return log


async def checked(log: TryLog) -> Completeness:
    fold = CompletenessFold()
    for index, raw in enumerate(await log.entries()):
        fold.take(logged(index, raw, (), ()))
    return fold.result()


async def count_sealed(log: TryLog) -> int:
    (row,) = await log.query(
        "SELECT count(*) FROM entries WHERE type = $1", StreamHeads.TYPE
    )
    return int(row[0])


async def test_seals_what_every_stream_has_come_to(log: TryLog) -> None:
    streams = [stream_events(f"assessment/{name}", 3) for name in "abcdefg"]
    async with sealing(log, 0.2).running():
        for events in streams:
            await log.send(events)
            await asyncio.sleep(0.25)
        before = await count_sealed(log)
        await asyncio.sleep(0.5)
    assert before >= 2
    found = await checked(log)
    assert found.holds
    assert found.sealed
    assert found.sealed.size + 1 == found.entries
    assert found.sealed.count == len(streams) + 1
    assert log.verify().size == found.entries


async def test_seals_nothing_where_nothing_has_come(log: TryLog) -> None:
    async with sealing(log, 0.1).running():
        await log.until_sealed(0)
        await asyncio.sleep(0.5)
        assert await log.entries() == []
        await log.send(stream_events("assessment/a", 2))
        await log.until_sealed(3)
        await asyncio.sleep(0.5)
    assert await count_sealed(log) == 1


async def test_seals_at_a_take_over_what_the_leader_before_left(log: TryLog) -> None:
    async with log.running():
        await log.send(stream_events("assessment/a", 2))
        await log.until_sealed(2)
    for _ in range(2):
        async with sealing(log, 3600).running():
            await log.until_sealed(3)
            await asyncio.sleep(0.3)
    assert await count_sealed(log) == 1
    assert (await checked(log)).holds


async def test_waits_for_its_time(log: TryLog) -> None:
    async with sealing(log, 3600).running():
        await log.send(stream_events("assessment/a", 2))
        await log.until_sealed(2)
        await asyncio.sleep(0.5)
        # At the start there was nothing to seal yet.
        assert await count_sealed(log) == 0


async def test_seals_and_signs_once_more_at_a_graceful_end(log: TryLog) -> None:
    for size in (3, 4):
        async with sealing(log, 3600).running():
            await log.send(stream_events("assessment/a", size - 1))
            await log.until_sealed(2 * size - 4)
            await asyncio.sleep(0.3)
    found = await checked(log)
    assert found.holds
    assert found.sealed
    assert found.sealed.size + 1 == found.entries
    assert log.verify().size == found.entries
