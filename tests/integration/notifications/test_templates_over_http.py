"""What letters say, over HTTP."""

from collections.abc import AsyncGenerator, Callable
from pathlib import Path

import httpx
import pytest

from services.notifications import app as composition
from services.notifications.previews import api, pages
from services.notifications.wordings.in_use import ALL
from shared.identity.demonstration import PEOPLE
from tests.support.stored_service import StoredService, application, client
from tests.support.wordings import BODY, FRONT

pytestmark = pytest.mark.integration

As = Callable[[str], httpx.AsyncClient]


@pytest.fixture
async def as_person(notifications: StoredService, tmp_path: Path) -> AsyncGenerator[As]:
    """A client for each person."""
    folder = Path(composition.__file__).parent
    app = application(notifications, folder, api.router, pages.router)
    clients = {name: client(app, name, tmp_path) for name in PEOPLE}
    yield clients.__getitem__
    for each in clients.values():
        await each.aclose()


async def test_lists_every_version_for_programs_and_for_people(as_person: As) -> None:
    registrar = as_person("registrar")
    listed = (await registrar.get("/api/templates")).json()
    assert len(listed) == len(ALL.versions)
    page = (await registrar.get("/templates")).text
    assert "/templates/fee-due/1/cy" in page
    assert "not checked by a speaker" in page


async def test_shows_a_letter_as_text_and_as_html(as_person: As) -> None:
    registrar = as_person("registrar")
    shown = (await registrar.get("/api/templates/fee-due?language=cy")).json()
    assert shown["language"] == "cy"
    assert "£80.00" in shown["text"]
    page = (await registrar.get("/templates/fee-due/1/en")).text
    assert 'src="/templates/fee-due/1/en/letter"' in page
    letter = await registrar.get("/templates/fee-due/1/en/letter")
    assert letter.text.startswith("<!DOCTYPE html>")
    assert "default-src 'none'" in letter.headers["content-security-policy"]


@pytest.mark.parametrize(
    "path", ["/api/templates/nothing", "/templates/fee-due/99/en", "/templates/a/1/fr"]
)
async def test_finds_nothing_where_there_is_nothing(as_person: As, path: str) -> None:
    answered = await as_person("registrar").get(path)
    assert answered.status_code in {404, 422}


async def test_says_what_is_wrong_with_a_file(as_person: As) -> None:
    registrar = as_person("registrar")
    sound = {"files": {"greeting.v1.en.md": FRONT + BODY}}
    assert (await registrar.post("/api/templates/check", json=sound)).json() == {
        "faults": []
    }
    broken = {"files": {"greeting.v1.en.md": FRONT + "{{ more }}"}}
    answered = (await registrar.post("/api/templates/check", json=broken)).json()
    assert len(answered["faults"]) == 2
    nothing = await registrar.post("/api/templates/check", json={"files": {}})
    assert nothing.status_code == 422


async def test_is_for_those_who_answer_for_the_letters(as_person: As) -> None:
    answered = await as_person("assessor-1").get("/api/templates")
    assert answered.status_code == 403
