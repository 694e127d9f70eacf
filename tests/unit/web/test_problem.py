"""A problem."""

import inspect
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from fastapi import APIRouter
from pydantic import BaseModel
from structlog.testing import capture_logs

from shared import errors
from shared.errors import (
    Altered,
    Malformed,
    NotAuthenticated,
    NotFound,
    Refused,
    RegisterError,
    StaleVersion,
    Unavailable,
)
from shared.eventstore.answers import Answer, AnsweredEvent, AnswerOutcome
from shared.web.current import allowed
from shared.web.problem_details import problem_of
from shared.web.problems import answer_response
from tests.support.web import browser, small_application

PUBLIC = [allowed("service.read-home")]
SECRET = "Ada Lovelace"


def _made(kind: type[RegisterError]) -> RegisterError:
    arguments: dict[str, Any] = {
        "code": "too-young",
        "stream": "application/1",
        "expected": 1,
        "current": 2,
        "awaits": "application/1",
        "sentence": "It cannot be.",
    }
    wanted = inspect.signature(kind).parameters
    return kind(**{name: arguments[name] for name in wanted if name in arguments})


def _says(body: object, *texts: str) -> bool:
    assert isinstance(body, bytes)
    return all(text in body.decode() for text in texts)


def _every_error() -> Iterator[type[RegisterError]]:
    waiting = [RegisterError]
    while waiting:
        kind = waiting.pop()
        waiting += kind.__subclasses__()
        yield kind


@pytest.mark.parametrize("kind", sorted(set(_every_error()), key=str))
def test_is_made_of_every_error(kind: type[RegisterError]) -> None:
    if kind.__module__ != errors.__name__:
        pytest.skip("another part's own error")
    members = problem_of(_made(kind))
    assert isinstance(members["status"], int)
    assert 400 <= members["status"] < 600
    for member in ("type", "title", "detail", "code"):
        assert members[member]
    if members["status"] == 500 and kind is not Altered:
        assert members["code"] == "unexpected"
    else:
        assert str(members["type"]).startswith("/docs#problem-")


def test_is_made_of_a_subclass_that_came_later() -> None:
    class NoSuchEntry(NotFound):
        """There is no such entry."""

    assert problem_of(NoSuchEntry())["status"] == 404


def test_carries_the_code_the_rule_and_the_version() -> None:
    refused = problem_of(Refused("too-young", "Too young.", "domain §1.2"))
    assert (refused["code"], refused["rule"]) == ("too-young", "domain §1.2")
    assert refused["type"] == "/docs#problem-refused"
    assert problem_of(StaleVersion("application/1", 1, 2))["current"] == 2
    assert problem_of(Malformed("No date.", "born"))["field"] == "born"


class Colour(StrEnum):
    """The colour of a row."""

    RED = "red"


class Row(BaseModel):
    """A row of the request."""

    colour: Colour


class Rows(BaseModel):
    """A request of several rows."""

    rows: list[Row]


def _router() -> APIRouter:
    router = APIRouter(dependencies=PUBLIC)

    @router.get("/api/refused")
    async def refused() -> None:  # pyright: ignore[reportUnusedFunction]
        raise Refused("too-young", "An applicant is 18 or older.")

    @router.get("/api/unavailable")
    async def unavailable() -> None:  # pyright: ignore[reportUnusedFunction]
        raise Unavailable

    @router.get("/api/unknown-caller")
    async def unknown() -> None:  # pyright: ignore[reportUnusedFunction]
        raise NotAuthenticated

    @router.get("/api/failing")
    async def failing() -> None:  # pyright: ignore[reportUnusedFunction]
        raise RuntimeError(SECRET)

    @router.get("/page")
    async def page() -> None:  # pyright: ignore[reportUnusedFunction]
        raise NotFound("There is no such entry.")

    @router.post("/api/rows")
    async def rows(posted: Rows) -> Rows:  # pyright: ignore[reportUnusedFunction]
        return posted

    @router.get("/api/numbers")
    async def numbers(limit: int) -> int:  # pyright: ignore[reportUnusedFunction]
        return limit

    return router


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/api/refused", 409, "too-young"),
        ("GET", "/api/unavailable", 503, "unavailable"),
        ("GET", "/api/unknown-caller", 401, "not-authenticated"),
        ("GET", "/api/failing", 500, "unexpected"),
        ("GET", "/api/nowhere", 404, "not-found"),
        ("DELETE", "/api/refused", 405, "method-not-allowed"),
        ("POST", "/api/rows", 422, "malformed"),
    ],
)
async def test_is_what_a_program_gets(
    method: str, path: str, status: int, code: str, tmp_path: Path
) -> None:
    async with browser(small_application(tmp_path, _router())) as client:
        with capture_logs():
            answer = await client.request(method, path)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    members = answer.json()
    assert (members["status"], members["code"]) == (status, code)
    assert UUID(members["correlation_id"])


async def test_names_the_field_that_cannot_be_read(tmp_path: Path) -> None:
    body = {"rows": [{"colour": "red"}, {"colour": SECRET}]}
    async with browser(small_application(tmp_path, _router())) as client:
        answer = await client.post("/api/rows", json=body)
        query = await client.get("/api/numbers?limit=x")
    assert answer.json()["errors"][0]["pointer"] == "#/rows/1/colour"
    assert answer.json()["field"] == "rows/1/colour"
    assert query.json()["field"] == "limit"
    assert SECRET not in answer.text


async def test_of_the_unforeseen_tells_nothing(tmp_path: Path) -> None:
    async with browser(small_application(tmp_path, _router())) as client:
        with capture_logs():
            answer = await client.get("/api/failing")
    assert SECRET not in answer.text
    assert "RuntimeError" not in answer.text
    assert answer.headers["x-content-type-options"] == "nosniff"


async def test_says_how_to_go_on(tmp_path: Path) -> None:
    async with browser(small_application(tmp_path, _router())) as client:
        unknown = await client.get("/api/unknown-caller")
        unavailable = await client.get("/api/unavailable")
        method = await client.delete("/api/refused")
    assert unknown.headers["www-authenticate"] == 'Bearer realm="register"'
    assert int(unavailable.headers["retry-after"]) > 0
    assert method.headers["allow"] == "GET"


async def test_is_a_page_for_a_person(tmp_path: Path) -> None:
    html = {"accept": "text/html,*/*;q=0.8"}
    async with browser(small_application(tmp_path, _router())) as client:
        found = await client.get("/page", headers=html)
        program = await client.get("/api/refused", headers=html)
    assert found.status_code == 404
    assert found.headers["content-type"].startswith("text/html")
    assert "There is no such entry." in found.text
    assert program.headers["content-type"] == "application/problem+json"


def test_is_the_answer_to_a_refused_command() -> None:
    answer = Answer(
        UUID(int=1), AnswerOutcome.REFUSED, (), "too-young", "Too young.", "domain §1"
    )
    response = answer_response(answer)
    assert response.status_code == 409
    assert response.media_type == "application/problem+json"
    assert _says(
        response.body, '"too-young"', '"Too young."', '"refused"', str(UUID(int=1))
    )


@pytest.mark.parametrize("outcome", [AnswerOutcome.DONE, AnswerOutcome.NOTHING_TO_DO])
def test_is_no_answer_to_a_command_that_was_done(outcome: AnswerOutcome) -> None:
    event = AnsweredEvent(UUID(int=2), "a.b.v1", "application/1", 1, {"faults": []})
    response = answer_response(Answer(UUID(int=1), outcome, (event,)))
    assert response.status_code == 200
    assert response.media_type == "application/json"
    assert _says(response.body, outcome, "a.b.v1")
