"""Health."""

import asyncio
from pathlib import Path

import pytest
from prometheus_client import Gauge

from shared.web.health import Check, judge
from tests.support.web import browser, small_application


async def _well() -> str | None:
    return None


async def _behind() -> str | None:
    return "The relay has not moved for 40 seconds."


async def _stuck() -> str | None:
    await asyncio.sleep(60)
    return None


async def _broken() -> str | None:
    raise ConnectionError("postgresql://user:secret@host")


@pytest.mark.parametrize(
    ("live", "ready", "live_status", "ready_status"),
    [
        ({"relay": _well}, {"database": _well}, 200, 200),
        ({"relay": _well}, {"database": _broken}, 200, 503),
        ({"relay": _behind}, {"database": _well}, 503, 503),
        ({}, {}, 200, 200),
    ],
)
async def test_is_judged_by_progress(
    live: dict[str, Check],
    ready: dict[str, Check],
    live_status: int,
    ready_status: int,
    tmp_path: Path,
) -> None:
    app = small_application(tmp_path, live=live, ready=ready)
    async with browser(app) as client:
        assert (await client.get("/health/live")).status_code == live_status
        assert (await client.get("/health/ready")).status_code == ready_status


async def test_says_what_is_wrong_in_a_sentence(tmp_path: Path) -> None:
    app = small_application(tmp_path, live={"relay": _behind, "inbox": _well})
    async with browser(app) as client:
        answer = (await client.get("/health/live")).json()
    assert answer == {
        "status": "not live",
        "checks": {"relay": "The relay has not moved for 40 seconds.", "inbox": "ok"},
    }


async def test_does_not_wait_for_a_part_that_is_stuck() -> None:
    sentences = await judge({"stuck": _stuck, "well": _well}, 0.01)
    assert sentences == {
        "stuck": "The check gave no answer within 0.01 seconds.",
        "well": None,
    }


async def test_tells_no_secret_of_a_check_that_failed() -> None:
    assert await judge({"database": _broken}, 1) == {
        "database": "The check failed: ConnectionError."
    }


async def test_sees_checks_that_came_after_the_start(tmp_path: Path) -> None:
    ready: dict[str, Check] = {}
    app = small_application(tmp_path, ready=ready)
    ready["database"] = _behind
    async with browser(app) as client:
        assert (await client.get("/health/ready")).status_code == 503


async def test_comes_with_metrics_that_prometheus_reads(tmp_path: Path) -> None:
    app = small_application(tmp_path)
    Gauge("waiting", "Messages that wait.", registry=app.state.service.registry).set(3)
    async with browser(app) as client:
        answer = await client.get("/metrics")
    assert answer.headers["content-type"].startswith("text/plain; version=")
    assert "waiting 3.0" in answer.text
