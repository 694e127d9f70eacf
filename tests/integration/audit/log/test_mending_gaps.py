"""A log in which events are missing."""

import asyncio
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager

import orjson
import pytest

from oversight.completeness import Completeness, CompletenessFold, Versions
from oversight.logged import Logged, logged
from services.audit.log import mending
from services.audit.log.gap_report import GapReport, read_report
from tests.support.audit_log import TryLog, stream_events
from tests.support.event_stores import EventStores

pytestmark = pytest.mark.integration

A = stream_events("assessment/a", 12)
B = stream_events("assessment/b", 5)


@pytest.fixture
def stores(log: TryLog, monkeypatch: pytest.MonkeyPatch) -> EventStores:
    """The services' stores, which hold everything; looks come in quick succession."""
    monkeypatch.setattr(mending, "LOOK_SECONDS", 0.05)
    monkeypatch.setattr(mending, "GAP_SECONDS", 0.2)
    monkeypatch.setattr(mending, "SETTLING_SECONDS", 0.3)
    stores = EventStores()
    stores.record([*A, *B])
    log.producers = stores
    return stores


@asynccontextmanager
async def after_comparing(log: TryLog, stores: EventStores) -> AsyncGenerator[None]:
    """Run a sequencer whose comparison found nothing, since nothing was recorded."""
    held, stores.events = stores.events, {}
    async with log.running():
        await log.until_sealed(0)
        await asyncio.sleep(0.5)
        stores.events = held
        yield


async def entries(log: TryLog) -> list[Logged]:
    return [logged(at, raw, (), ()) for at, raw in enumerate(await log.entries())]


async def checked(log: TryLog) -> Completeness:
    fold = CompletenessFold()
    for entry in await entries(log):
        fold.take(entry)
    return fold.result()


async def until_logged(log: TryLog, raws: Sequence[bytes]) -> None:
    async with asyncio.timeout(20):
        while not set(raws) <= set(await log.entries()):  # noqa: ASYNC110
            await asyncio.sleep(0.05)


async def until_told(log: TryLog, kind: str, count: int) -> list[Logged]:
    """Wait until so many findings of a kind are entries."""
    async with asyncio.timeout(20):
        while True:
            found = [it for it in await entries(log) if kind in it.type]
            if len(found) >= count:
                return found
            await asyncio.sleep(0.05)


async def test_gets_them_from_the_store_and_says_so(
    log: TryLog, stores: EventStores
) -> None:
    async with after_comparing(log, stores):
        await log.send([*A[:3], *A[8:], *B])
        await until_logged(log, A)
        (filled,) = await until_told(log, "gap-filled", 1)
        await log.until_sealed(len(A) + len(B) + 2)
    (detected,) = [it for it in await entries(log) if "gap-detected" in it.type]
    place = {"stream": "assessment/a", "from_version": 4, "to_version": 8}
    said = {"source": "/assessment", "found_by": "later-version"}
    assert detected.data == place | said
    assert filled.data == place
    assert detected.stream == filled.stream
    assert (await checked(log)).holds
    assert log.verify().size == len(A) + len(B) + 2


@pytest.mark.usefixtures("stores")
async def test_finds_the_tail_of_a_stream_by_comparing(log: TryLog) -> None:
    async with log.running():
        await log.send([*A, B[0]])
        await until_logged(log, [*A, *B])
        await until_told(log, "gap-filled", 1)
    (detected,) = [it for it in await entries(log) if "gap-detected" in it.type]
    assert detected.data["found_by"] == "producers-store"
    assert (detected.data["from_version"], detected.data["to_version"]) == (2, 5)
    assert (await checked(log)).holds


@pytest.mark.usefixtures("stores")
async def test_finds_a_stream_of_which_nothing_has_come(log: TryLog) -> None:
    async with log.running():
        await log.send(A)
        await until_logged(log, B)
        await until_told(log, "gap-filled", 1)
    assert (await checked(log)).holds


async def test_says_nothing_of_what_is_merely_late(
    log: TryLog, stores: EventStores, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mending, "GAP_SECONDS", 1.0)
    monkeypatch.setattr(mending, "SETTLING_SECONDS", 3.0)
    async with log.running():
        await log.send([*A[:3], *A[8:], *B])
        await log.until_sealed(len(A) + len(B) - 5)
        await log.send(A[3:8])
        await until_logged(log, A)
        await asyncio.sleep(1.5)
    assert len(await log.entries()) == len(A) + len(B)
    assert stores.asked == 0


async def test_stays_visible_until_the_producer_answers(
    log: TryLog, stores: EventStores
) -> None:
    stores.silent = True
    async with log.running():
        await log.send([*A[:3], *A[8:], *B])
        await until_told(log, "gap-detected", 1)
        await asyncio.sleep(0.3)
        assert log.registry.get_sample_value("audit_open_gaps") == 1
        assert read_report(log.places.files) == GapReport(open={"/assessment": 1})
    found = await checked(log)
    assert found.missing == found.unfilled == (Versions("assessment/a", 4, 8),)
    # The next leader takes it up.
    stores.silent = False
    async with log.running():
        await until_told(log, "gap-filled", 1)
        await asyncio.sleep(0.3)
        assert read_report(log.places.files) == GapReport()
    found = await checked(log)
    assert found.holds
    assert sum("gap-detected" in it.type for it in await entries(log)) == 1


async def test_is_not_filled_by_something_else_than_the_event(
    log: TryLog, stores: EventStores
) -> None:
    # A store that has lost its mind: the event of another service.
    wrong = orjson.loads(A[3]) | {"source": "/applications"}
    mad = orjson.dumps(wrong, option=orjson.OPT_SORT_KEYS)
    async with after_comparing(log, stores):
        stores.events["assessment/a"][4] = mad
        await log.send([*A[:3], *A[4:], *B])
        await until_told(log, "record-quarantined", 1)
        stores.record(A)
        await until_told(log, "gap-filled", 1)
    assert (await checked(log)).holds
    (kept,) = await log.query("SELECT cause FROM quarantine")
    assert kept["cause"] == "source-of-another-topic"


async def test_is_told_of_once_however_often_the_leader_changes(
    log: TryLog, stores: EventStores
) -> None:
    stores.silent = True
    for _ in range(3):
        async with log.running():
            await log.send([*A[:3], *A[8:], *B])
            await until_told(log, "gap-detected", 1)
            await asyncio.sleep(0.4)
    assert sum("gap-detected" in it.type for it in await entries(log)) == 1
