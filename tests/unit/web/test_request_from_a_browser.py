"""A request from a browser."""

from pathlib import Path

import pytest
from fastapi import APIRouter, FastAPI

from shared.identity.demonstration import token_for
from shared.web.body_limit import MAX_BODY_BYTES
from shared.web.current import COOKIE, allowed
from tests.support.web import ORIGIN, bearer, browser, small_application

FOREIGN = {"origin": "http://localhost:9999"}


def _router() -> APIRouter:
    router = APIRouter()

    @router.post("/api/commands", dependencies=[allowed("service.send-command")])
    async def send(body: dict[str, str]) -> int:  # pyright: ignore[reportUnusedFunction]
        return sum(map(len, body.values()))

    return router


@pytest.fixture
def app(tmp_path: Path) -> FastAPI:
    return small_application(tmp_path, _router())


async def test_with_our_cookie_changes_things_from_our_own_pages(
    app: FastAPI, tmp_path: Path
) -> None:
    async with browser(app) as client:
        client.cookies.set(COOKIE, token_for("registrar", tmp_path))
        for headers in ({"origin": ORIGIN}, {"sec-fetch-site": "same-origin"}):
            answer = await client.post("/api/commands", json={}, headers=headers)
            assert answer.status_code == 200


@pytest.mark.parametrize(
    "headers", [FOREIGN, {}, {"origin": "null"}, {"sec-fetch-site": "cross-site"}]
)
async def test_with_our_cookie_changes_nothing_from_elsewhere(
    headers: dict[str, str], app: FastAPI, tmp_path: Path
) -> None:
    async with browser(app) as client:
        client.cookies.set(COOKIE, token_for("registrar", tmp_path))
        answer = await client.post("/api/commands", json={}, headers=headers)
    assert answer.status_code == 403
    assert answer.json()["detail"] == "The request came from another origin."


async def test_or_program_with_a_token_needs_no_origin(
    app: FastAPI, tmp_path: Path
) -> None:
    async with browser(app) as client:
        answer = await client.post(
            "/api/commands", json={}, headers=bearer("registrar", tmp_path)
        )
    assert answer.status_code == 200


async def test_gets_headers_that_keep_scripts_and_frames_out(app: FastAPI) -> None:
    async with browser(app) as client:
        answer = await client.get("/")
    policy = answer.headers["content-security-policy"]
    for part in ("default-src 'self'", "frame-ancestors 'none'", "base-uri 'none'"):
        assert part in policy
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["cache-control"] == "no-store"


async def test_may_keep_the_stylesheet(app: FastAPI) -> None:
    async with browser(app) as client:
        first = await client.get("/static/register.css")
        again = await client.get(
            "/static/register.css", headers={"if-none-match": first.headers["etag"]}
        )
    assert first.headers["content-type"].startswith("text/css")
    assert "public" in first.headers["cache-control"]
    assert again.status_code == 304


@pytest.mark.parametrize("declared", [True, False])
async def test_with_too_much_in_it_is_not_read(
    declared: bool, app: FastAPI, tmp_path: Path
) -> None:
    large = b'{"a":"' + b"x" * MAX_BODY_BYTES + b'"}'

    async def stream():  # noqa: ANN202
        for start in range(0, len(large), 500_000):
            yield large[start : start + 500_000]

    async with browser(app) as client:
        answer = await client.post(
            "/api/commands",
            content=large if declared else stream(),
            headers={
                **bearer("registrar", tmp_path),
                "content-type": "application/json",
            },
        )
    assert answer.status_code == 413
    assert answer.json()["code"] == "too-large"


async def test_with_just_enough_in_it_is_read(app: FastAPI, tmp_path: Path) -> None:
    filling = "x" * (MAX_BODY_BYTES - len('{"a":""}'))
    async with browser(app) as client:
        answer = await client.post(
            "/api/commands",
            content=f'{{"a":"{filling}"}}',
            headers={
                **bearer("registrar", tmp_path),
                "content-type": "application/json",
            },
        )
    assert answer.json() == len(filling)
