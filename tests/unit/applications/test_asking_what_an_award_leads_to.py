"""Asking what an award leads to."""

from collections.abc import AsyncGenerator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

from services.applications.applying import guidance
from shared.rulebook import Rulebook
from tests.support.applications import ROOT, RULEBOOK
from tests.support.web import SmallService, browser, small_application

TEMPLATES = ROOT / "services" / "applications" / "applying" / "templates"


@dataclass
class ServiceWithRules(SmallService):
    """A small service that has a rulebook."""

    @property
    def rulebook(self) -> Rulebook:
        """Return the voluntary register's."""
        return RULEBOOK


@pytest.fixture
async def anybody(tmp_path: Path) -> AsyncGenerator[httpx.AsyncClient]:
    """A client without a token."""
    app = small_application(tmp_path, guidance.router, templates=[TEMPLATES])
    small = app.state.service
    app.state.service = ServiceWithRules(settings=small.settings, keys=small.keys)
    async with browser(app) as client:
        yield client


async def answer(client: httpx.AsyncClient, **asked: Any) -> dict[str, Any]:  # noqa: ANN401
    response = await client.get("/api/eligibility", params=asked)
    assert response.status_code == 200, response.text
    return response.json()


async def test_needs_no_token_and_says_that_a_person_decides(
    anybody: httpx.AsyncClient,
) -> None:
    said = await answer(anybody, award="DipIPEM(T)", scope="nuclear-medicine")
    assert said["result"] == "primary"
    assert [route["code"] for route in said["routes"]] == ["training-scheme"]
    assert "a person decides" in said["guidance"]
    assert said["rulebook"] == RULEBOOK.version_label


async def test_says_what_is_missing_in_sentences(anybody: httpx.AsyncClient) -> None:
    said = await answer(anybody, award="A level", scope="sonography")
    assert said["result"] == "not-yet-eligible"
    assert said["missing"][0]["code"] == "higher-award"
    assert all(lack["said"].endswith(".") for lack in said["missing"])


async def test_judges_a_degree_by_its_cohort(anybody: httpx.AsyncClient) -> None:
    degree = {
        "award": "Healthcare Science (Nuclear Medicine)",
        "scope": "nuclear-medicine",
        "institution": "Severn University",
    }
    assert (await answer(anybody, **degree, year=2015))["result"] == "primary"
    assert (await answer(anybody, **degree, year=2023))["result"] == "equivalence"


async def test_shows_the_way_to_another_register(anybody: httpx.AsyncClient) -> None:
    said = await answer(anybody, award="BSc", scope="echo")
    assert said["result"] == "elsewhere"
    assert said["signpost"]["body"] == "rccp"
    assert said["signpost"]["link"].startswith("https://")


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ({"award": "HNC", "scope": "astrology"}, "scope"),
        ({"award": "HNC"}, "scope"),
        ({"award": "", "scope": "sonography"}, "award"),
        ({"award": "HNC", "scope": "sonography", "year": "soon"}, "year"),
    ],
)
async def test_is_refused_with_the_field_named(
    anybody: httpx.AsyncClient, asked: dict[str, str], field: str
) -> None:
    response = await anybody.get("/api/eligibility", params=asked)
    assert response.status_code == 422
    assert field in response.text


async def test_begins_with_an_empty_form(anybody: httpx.AsyncClient) -> None:
    response = await anybody.get("/eligibility")
    assert response.status_code == 200
    assert 'role="alert"' not in response.text
    for scope in RULEBOOK.scopes:
        assert scope.title in response.text


async def test_is_answered_on_a_page(anybody: httpx.AsyncClient) -> None:
    asked = {"award": "HNC", "scope": "sonography"}
    shown = (await anybody.get("/eligibility", params=asked)).text
    assert "does not lead to the register yet" in shown
    assert "a person decides" in shown
    asked = {"award": "anything", "scope": "echocardiography"}
    shown = (await anybody.get("/eligibility", params=asked)).text
    assert 'href="https://www.rccp.co.uk/"' in shown


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ({"scope": "sonography"}, "award"),
        ({"award": "HNC"}, "scope"),
        ({"award": "HNC", "scope": "sonography", "year": "soon"}, "year"),
    ],
)
async def test_is_asked_again_on_the_page_with_the_field_named(
    anybody: httpx.AsyncClient, asked: dict[str, str], field: str
) -> None:
    response = await anybody.get("/eligibility", params=asked)
    assert response.status_code == 422
    assert f'href="#{field}"' in response.text
    assert 'aria-invalid="true"' in response.text


async def test_repeats_what_was_asked_as_the_text_it_is(
    anybody: httpx.AsyncClient,
) -> None:
    asked = {"award": "<script>alert(1)</script>", "scope": "sonography"}
    assert "<script>" not in (await anybody.get("/eligibility", params=asked)).text
