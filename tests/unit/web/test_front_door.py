"""The front door."""

from pathlib import Path

import pytest
from fastapi import APIRouter, FastAPI

from shared.identity.demonstration import PEOPLE, service_key_path, token_for
from shared.identity.keys import read_signing_key
from shared.identity.permissions import PERMISSIONS
from shared.identity.roles import Role
from shared.identity.tokens import issue_own_token
from shared.web.current import COOKIE, CurrentCaller, allowed
from tests.support.identity import NOW
from tests.support.web import bearer, browser, small_application

QUEUE = "assessment.read-queue"


def _router() -> APIRouter:
    router = APIRouter()

    @router.get("/api/queue", dependencies=[allowed(QUEUE)])
    async def queue(caller: CurrentCaller) -> str:  # pyright: ignore[reportUnusedFunction]
        return caller.actor

    @router.get("/api/streams", dependencies=[allowed("service.read-stream")])
    async def streams(caller: CurrentCaller) -> str:  # pyright: ignore[reportUnusedFunction]
        return caller.actor

    @router.get("/register", dependencies=[allowed("applications.search-register")])
    async def register(caller: CurrentCaller) -> str:  # pyright: ignore[reportUnusedFunction]
        return caller.actor

    return router


@pytest.fixture
def app(tmp_path: Path) -> FastAPI:
    return small_application(tmp_path, _router())


@pytest.mark.parametrize("person", sorted(PEOPLE))
async def test_opens_to_the_right_role_only(
    person: str, app: FastAPI, tmp_path: Path
) -> None:
    async with browser(app) as client:
        answer = await client.get("/api/queue", headers=bearer(person, tmp_path))
    if PEOPLE[person].role in PERMISSIONS[QUEUE]:
        assert answer.json() == PEOPLE[person].actor
    else:
        assert answer.status_code == 403
        assert answer.json()["code"] == "not-permitted"


async def test_answers_head_as_get_without_the_content(
    app: FastAPI, tmp_path: Path
) -> None:
    headers = bearer("assessor-1", tmp_path)
    async with browser(app) as client:
        got = await client.get("/api/queue", headers=headers)
        asked = await client.head("/api/queue", headers=headers)
        refused = await client.head("/api/queue")
        nowhere = await client.head("/api/nothing", headers=headers)
    assert (asked.status_code, asked.content) == (200, b"")
    assert asked.headers["content-length"] == got.headers["content-length"]
    assert (refused.status_code, nowhere.status_code) == (401, 404)


async def test_asks_for_a_token(app: FastAPI) -> None:
    async with browser(app) as client:
        answer = await client.get("/api/queue")
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"] == 'Bearer realm="register"'


@pytest.mark.parametrize("header", ["Bearer x.y.z", "Bearer ", "Basic dTpw", "é"])
@pytest.mark.parametrize("path", ["/api/queue", "/register"])
async def test_refuses_a_token_that_does_not_hold(
    header: str, path: str, app: FastAPI
) -> None:
    async with browser(app) as client:
        answer = await client.get(path, headers={b"authorization": header.encode()})
    assert answer.status_code == 401
    assert 'error="invalid_token"' in answer.headers["www-authenticate"]


async def test_refuses_a_token_of_last_year(app: FastAPI, tmp_path: Path) -> None:
    token = token_for("assessor-1", tmp_path, NOW.replace(year=2020))
    async with browser(app) as client:
        answer = await client.get(
            "/api/queue", headers={"authorization": f"Bearer {token}"}
        )
    assert answer.status_code == 401
    assert "expired" in answer.json()["detail"]


async def test_knows_a_service_by_its_own_key(app: FastAPI, tmp_path: Path) -> None:
    key = read_signing_key(service_key_path("audit", tmp_path))
    token = issue_own_token(key, app.state.service.clock.wall())
    async with browser(app) as client:
        answer = await client.get(
            "/api/streams", headers={"authorization": f"Bearer {token}"}
        )
    assert answer.json() == "service:audit"


async def test_lets_the_public_in_where_all_may(app: FastAPI, tmp_path: Path) -> None:
    async with browser(app) as client:
        nobody = await client.get("/register")
        somebody = await client.get("/register", headers=bearer("operator", tmp_path))
    assert nobody.json() == "public"
    assert somebody.json() == PEOPLE["operator"].actor


async def test_takes_the_cookie_of_a_signed_in_person(
    app: FastAPI, tmp_path: Path
) -> None:
    async with browser(app) as client:
        client.cookies.set(COOKIE, token_for("assessor-1", tmp_path))
        assert (await client.get("/api/queue")).status_code == 200


async def test_lets_an_expired_cookie_pass_only_where_all_may(
    app: FastAPI, tmp_path: Path
) -> None:
    async with browser(app) as client:
        client.cookies.set(COOKIE, token_for("assessor-1", tmp_path, NOW.replace(2020)))
        assert (await client.get("/register")).json() == "public"
        assert (await client.get("/api/queue")).status_code == 401


async def test_takes_no_cookie_outside_the_embedded_mode(tmp_path: Path) -> None:
    app = small_application(tmp_path, _router(), embedded=False)
    async with browser(app) as client:
        client.cookies.set(COOKIE, token_for("assessor-1", tmp_path))
        assert (await client.get("/api/queue")).status_code == 401


def test_knows_no_action_outside_the_table() -> None:
    with pytest.raises(LookupError, match="not in the table"):
        allowed("register.abolish")


def test_has_a_role_behind_every_action() -> None:
    assert all(roles <= set(Role) for roles in PERMISSIONS.values())
