"""Reading what the log found out about itself."""

import asyncio
from collections.abc import AsyncGenerator
from pathlib import Path
from typing import cast

import httpx
import pytest

from services.audit.log import mending
from services.audit.log.findings_api import router
from tests.support.audit_log import TryLog, stream_events
from tests.support.audit_service import AuditService
from tests.support.event_stores import EventStores
from tests.support.web import SmallService, bearer, browser, small_application

pytestmark = pytest.mark.integration


@pytest.fixture
async def client(log: TryLog, tmp_path: Path) -> AsyncGenerator[httpx.AsyncClient]:
    """A client of the audit service; who asks is said in each request."""
    app = small_application(tmp_path, router)
    small = cast("SmallService", app.state.service)
    dsn = log.places.database
    app.state.service = AuditService(small.settings, small.keys, dsn=dsn)
    async with browser(app) as opened:
        yield opened


async def test_lists_what_is_quarantined_page_by_page(
    log: TryLog, client: httpx.AsyncClient, tmp_path: Path
) -> None:
    async with log.running():
        await log.send([b"first", None, b"third", *stream_events("assessment/a", 1)])
        await log.until_sealed(4)
    operator = bearer("operator", tmp_path)
    answer = await client.get("/api/quarantine?limit=2", headers=operator)
    page = answer.json()
    assert [it["length"] for it in page["quarantined"]] == [5, None]
    place = page["next"]
    following = {
        "cluster": place["cluster_id"],
        "topic": place["topic"],
        "partition": place["partition"],
        "offset": place["offset"],
    }
    answer = await client.get("/api/quarantine", params=following, headers=operator)
    (third,) = answer.json()["quarantined"]
    assert third["cause"] == "not-an-event"
    assert answer.json()["next"] is None

    following["offset"] = third["place"]["offset"]
    path = "/api/quarantine/raw"
    raw = await client.get(path, params=following, headers=operator)
    assert raw.content == b"third"
    assert raw.headers["cache-control"] == "no-store"
    regulator = bearer("regulator", tmp_path)
    refused = await client.get(path, params=following, headers=regulator)
    assert refused.status_code == 403
    absent = {**following, "offset": 7}
    answer = await client.get(path, params=absent, headers=operator)
    assert answer.status_code == 404


async def test_shows_the_gaps_that_stay_open(
    log: TryLog,
    client: httpx.AsyncClient,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(mending, "GAP_SECONDS", 0.1)
    log.producers = EventStores(silent=True)
    events = stream_events("assessment/a", 6)
    regulator = bearer("regulator", tmp_path)
    async with log.running():
        await log.send([events[0], *events[4:]])
        await log.until_sealed(4)
        await log.send([events[2]])
        await log.until_sealed(5)
        await asyncio.sleep(0.2)
        answer = await client.get("/api/log/gaps", headers=regulator)
    source = {"stream": "assessment/a", "source": "/assessment"}
    assert answer.json()["gaps"] == [
        source | {"first": 2, "last": 2},
        source | {"first": 4, "last": 4},
    ]
