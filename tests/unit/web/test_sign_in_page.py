"""The sign-in page."""

from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI
from hypothesis import given
from hypothesis import strategies as st

from shared.identity.demonstration import PEOPLE
from shared.web.current import COOKIE
from shared.web.sign_in import local_path
from tests.support.web import ORIGIN, browser, small_application

OWN = {"origin": ORIGIN}


@pytest.fixture
def app(tmp_path: Path) -> FastAPI:
    return small_application(tmp_path)


async def _pick(
    client: httpx.AsyncClient,
    person: str = "registrar",
    return_to: str = "/docs",
    headers: dict[str, str] | None = None,
) -> httpx.Response:
    return await client.post(
        "/sign-in",
        data={"person": person, "return_to": return_to},
        headers=OWN if headers is None else headers,
    )


async def test_shows_everybody_whom_one_can_be(app: FastAPI) -> None:
    async with browser(app) as client:
        text = (await client.get("/sign-in")).text
    for person in PEOPLE.values():
        assert person.display_name in text


async def test_makes_one_that_person_and_leads_back(app: FastAPI) -> None:
    async with browser(app) as client:
        answer = await _pick(client)
        home = await client.get("/")
    assert answer.status_code == 303
    assert answer.headers["location"] == "/docs"
    assert "Signed in as Ruth Regan (registrar)" in home.text


async def test_keeps_the_cookie_from_scripts_and_other_sites(app: FastAPI) -> None:
    async with browser(app) as client:
        cookie = (await _pick(client)).headers["set-cookie"].lower()
    for attribute in ("httponly", "samesite=strict", "path=/", "max-age=28800"):
        assert attribute in cookie
    assert "domain" not in cookie


async def test_makes_one_nobody_again(app: FastAPI) -> None:
    async with browser(app) as client:
        await _pick(client)
        assert COOKIE in client.cookies
        await client.post("/sign-out", headers=OWN)
        assert COOKIE not in client.cookies
        assert "Signed in as" not in (await client.get("/")).text


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"origin": "null"},
        {"origin": "http://localhost:8002"},
        {"origin": "https://localhost:8001"},
        {"origin": "http://evil.example"},
        {"sec-fetch-site": "same-site"},
        {"origin": "http://evil.example:8001", "host": "evil.example:8001"},
    ],
)
async def test_takes_nothing_from_another_origin(
    headers: dict[str, str], app: FastAPI
) -> None:
    async with browser(app) as client:
        answer = await _pick(client, headers=headers)
    assert answer.status_code == 403
    assert "set-cookie" not in answer.headers


async def test_knows_no_other_people(app: FastAPI) -> None:
    async with browser(app) as client:
        answer = await _pick(client, person="../issuer")
    assert answer.status_code == 404
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize("path", ["/", "/cases/1?tab=2", "/a//b", "/a:b", "/é#x"])
def test_leads_back_to_a_path_of_its_own(path: str) -> None:
    assert local_path(path) == path


@pytest.mark.parametrize(
    "path",
    [
        "",
        "//evil.example",
        "https://evil.example",
        "/\\evil.example",
        "\\/evil.example",
        "/\t/evil.example",
        "/\n/evil.example",
        " //evil.example",
        "javascript:alert(1)",
        "evil.example",
    ],
)
def test_leads_nowhere_else(path: str) -> None:
    assert local_path(path) == "/"


@given(st.text())
def test_leads_to_a_single_slash_whatever_is_asked(text: str) -> None:
    path = local_path(text)
    assert path.startswith("/")
    assert not path.startswith(("//", "/\\"))


async def test_is_not_there_outside_the_embedded_mode(tmp_path: Path) -> None:
    async with browser(small_application(tmp_path, embedded=False)) as client:
        assert (await client.get("/sign-in")).status_code == 404
        assert (await _pick(client)).status_code == 404
