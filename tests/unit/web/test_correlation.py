"""The correlation id."""

import logging
from pathlib import Path
from uuid import UUID

import pytest
import structlog
from fastapi import APIRouter, FastAPI
from structlog.testing import capture_logs

from shared.web.correlation import HEADER
from shared.web.current import CorrelationId, allowed
from tests.support.web import browser, small_application

GIVEN = UUID("0190a1b2-0000-7000-8000-000000000001")


def _router() -> APIRouter:
    router = APIRouter(dependencies=[allowed("service.read-home")])

    @router.get("/api/entries/{number}")
    async def entry(number: str, correlation_id: CorrelationId) -> str:  # pyright: ignore[reportUnusedFunction]
        assert number
        bound = structlog.contextvars.get_contextvars()
        assert bound == {"correlation_id": str(correlation_id)}
        return str(correlation_id)

    @router.get("/api/failing")
    async def failing() -> None:  # pyright: ignore[reportUnusedFunction]
        raise RuntimeError("Ada Lovelace")

    return router


@pytest.fixture
def app(tmp_path: Path) -> FastAPI:
    return small_application(tmp_path, _router())


async def test_that_came_is_kept_and_echoed(app: FastAPI) -> None:
    async with browser(app) as client:
        answer = await client.get("/api/entries/7", headers={HEADER: str(GIVEN)})
    assert answer.json() == answer.headers[HEADER] == str(GIVEN)


@pytest.mark.parametrize("text", ["", "x", "1" * 500, "'; DROP TABLE events"])
async def test_that_is_no_id_is_replaced(text: str, app: FastAPI) -> None:
    async with browser(app) as client:
        answer = await client.get("/api/entries/7", headers={HEADER: text})
    assert UUID(answer.headers[HEADER]).version == 7
    assert answer.json() == answer.headers[HEADER]


async def test_is_another_for_each_request(app: FastAPI) -> None:
    async with browser(app) as client:
        ids = {(await client.get("/api/nowhere")).headers[HEADER] for _ in range(3)}
    assert len(ids) == 3


async def test_binds_nothing_of_an_earlier_request(app: FastAPI) -> None:
    structlog.contextvars.bind_contextvars(actor="somebody else")
    async with browser(app) as client:
        answer = await client.get("/api/entries/7")
    assert answer.status_code == 200


async def test_stands_in_one_line_a_request_without_path_or_query(
    app: FastAPI,
) -> None:
    async with browser(app) as client:
        with capture_logs() as lines:
            await client.get("/api/entries/CT01234?q=Lovelace")
    assert [line["event"] for line in lines] == ["request answered"]
    assert lines[0]["route"] == "/api/entries/{number}"
    assert (lines[0]["method"], lines[0]["status"]) == ("GET", 200)
    assert "Lovelace" not in str(lines)
    assert "CT01234" not in str(lines)


async def test_finds_in_the_log_what_the_answer_does_not_tell(app: FastAPI) -> None:
    async with browser(app) as client:
        with capture_logs() as lines:
            answer = await client.get("/api/failing")
    assert answer.json()["correlation_id"] == answer.headers[HEADER]
    assert [line["event"] for line in lines] == ["request failed", "request answered"]
    assert lines[0]["exc_info"]
    assert lines[1]["status"] == 500


async def test_is_no_noise_for_probes(app: FastAPI) -> None:
    async with browser(app) as client:
        with capture_logs() as lines:
            await client.get("/health/live")
    assert [line["log_level"] for line in lines] == [
        logging.getLevelName(logging.DEBUG).lower()
    ]
