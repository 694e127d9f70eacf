"""A page."""

import re
from collections.abc import Mapping
from html.parser import HTMLParser
from pathlib import Path

import pytest
from fastapi import APIRouter, FastAPI, Request
from fastapi.responses import HTMLResponse

from shared.contracts.catalogue import COMMANDS
from shared.web.current import allowed
from shared.web.home import Home
from shared.web.pages import page
from shared.web.service import Service
from tests.support.web import bearer, browser, small_application

PAGES = ["/", "/sign-in", "/docs", "/queue"]
VOID = {"meta", "link", "input", "br", "!doctype"}
TEMPLATE = """{% extends "base.html" %}
{% block main %}<h1>Queue</h1><p>{{ remark }}</p>{% endblock %}"""


async def _figures(_service: Service) -> Mapping[str, int | str]:
    return {"Applications": 12}


def _router() -> APIRouter:
    router = APIRouter()

    @router.get(
        "/queue",
        response_class=HTMLResponse,
        dependencies=[allowed("assessment.read-queue")],
    )
    async def queue(request: Request) -> HTMLResponse:  # pyright: ignore[reportUnusedFunction]
        """See your queue."""
        return page(request, "queue.html", remark="<script>alert(1)</script>")

    @router.get("/api/queue/{case}", dependencies=[allowed("assessment.read-case")])
    async def case(case: str, limit: int = 5) -> str:  # pyright: ignore[reportUnusedFunction]
        """Return one case."""
        return case * limit

    return router


@pytest.fixture
def app(tmp_path: Path) -> FastAPI:
    folder = tmp_path / "templates"
    folder.mkdir()
    (folder / "queue.html").write_text(TEMPLATE, encoding="utf-8")
    (folder / "base.html").write_text("replaced", encoding="utf-8")
    home = Home("Assessment", "Owns the assessors' work.", _figures)
    return small_application(tmp_path, _router(), templates=[folder], home=home)


async def _get(app: FastAPI, path: str, tmp_path: Path) -> str:
    async with browser(app) as client:
        answer = await client.get(path, headers=bearer("assessor-1", tmp_path))
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    return answer.text


class _Outline(HTMLParser):
    """Reads a page's skeleton, and fails where an element is not closed."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.headings: list[int] = []
        self.ids: list[str] = []
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        assert tag != "script"
        assert not [name for name in named if name.startswith("on")]
        assert "style" not in named
        if tag not in VOID:
            self.open.append(tag)
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if identifier := named.get("id"):
            self.ids.append(identifier)
        if tag == "a" and (href := named.get("href")):
            self.links.append(href)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.mark.parametrize("path", PAGES)
async def test_is_well_made(path: str, app: FastAPI, tmp_path: Path) -> None:
    text = await _get(app, path, tmp_path)
    outline = _Outline()
    outline.feed(text)
    assert outline.open == []
    assert '<html lang="en-GB">' in text
    assert outline.links[0] == "#main"
    assert outline.headings.count(1) == 1
    assert outline.headings[0] == 1
    steps = zip(outline.headings, outline.headings[1:], strict=False)
    assert all(after <= before + 1 for before, after in steps)
    assert len(outline.ids) == len(set(outline.ids))
    inside = {link[1:] for link in outline.links if link.startswith("#")}
    assert inside <= set(outline.ids)


async def test_escapes_what_people_wrote(app: FastAPI, tmp_path: Path) -> None:
    text = await _get(app, "/queue", tmp_path)
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text
    assert "<script>" not in text


async def test_leads_to_the_other_services_by_the_browsers_host_name(
    app: FastAPI, tmp_path: Path
) -> None:
    text = await _get(app, "/", tmp_path)
    assert '<a href="/" aria-current="true">Applications</a>' in text
    assert '<a href="http://localhost:8002/">Assessment</a>' in text


async def test_called_home_shows_figures_and_ones_own_pages(
    app: FastAPI, tmp_path: Path
) -> None:
    own = await _get(app, "/", tmp_path)
    async with browser(app) as client:
        public = (await client.get("/")).text
    assert '<a href="/queue">See your queue</a>' in own
    assert "<dt>Applications</dt><dd>12</dd>" in own
    assert "/queue" not in public


async def test_called_docs_says_who_may_call_what(app: FastAPI, tmp_path: Path) -> None:
    text = await _get(app, "/docs", tmp_path)
    assert "GET /api/queue/{case}" in text
    assert "Return one case." in text
    assert "assessor, registrar" in text
    for name in COMMANDS:
        assert name in text


async def test_called_docs_has_a_place_for_every_problem(
    app: FastAPI, tmp_path: Path
) -> None:
    text = await _get(app, "/docs", tmp_path)
    for code in ("refused", "malformed", "not-found", "unavailable", "unexpected"):
        assert f'id="problem-{code}"' in text


async def test_for_programs_says_which_routes_need_a_token(app: FastAPI) -> None:
    async with browser(app) as client:
        document = (await client.get("/openapi.json")).json()
    assert document["paths"]["/api/queue/{case}"]["get"]["security"]
    assert "security" not in document["paths"]["/health/live"]["get"]


async def test_that_one_may_not_see_offers_to_sign_in(app: FastAPI) -> None:
    async with browser(app) as client:
        answer = await client.get("/queue", headers={"accept": "text/html"})
    assert answer.status_code == 401
    assert 'href="/sign-in?return_to=/queue"' in answer.text
