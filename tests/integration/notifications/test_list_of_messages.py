"""The list of messages, over HTTP."""

from collections.abc import AsyncGenerator, Callable
from pathlib import Path

import httpx
import pytest

from services.notifications import app as composition
from services.notifications.messages import api, pages
from services.notifications.messages.subscribers import MESSAGES
from shared.contracts.applications import ApplicationReturned
from shared.identity.demonstration import PEOPLE
from shared.web.routes_table import routes_table
from tests.support.stored_service import (
    StoredService,
    application,
    client,
    numbered,
)

pytestmark = pytest.mark.integration

As = Callable[[str], httpx.AsyncClient]


@pytest.fixture
async def as_person(notifications: StoredService, tmp_path: Path) -> AsyncGenerator[As]:
    """A client for each person, on a service that owes two and failed one."""
    emails = ("zoe@example.org", "ana@example.org", "nobody")
    for number, email in enumerate(emails):
        event = ApplicationReturned.model_validate(
            {
                "application_id": numbered(number),
                "faults": ["no-indemnity"],
                "person_id": numbered(100 + number),
                "given_names": "Zoë",
                "email": email,
            }
        )
        await notifications.hears(MESSAGES, (f"application/{numbered(number)}", event))
    folder = Path(composition.__file__).parent
    app = application(notifications, folder, api.router, pages.router)
    assert routes_table(app)
    clients = {name: client(app, name, tmp_path) for name in PEOPLE}
    yield clients.__getitem__
    for each in clients.values():
        await each.aclose()


async def test_says_what_was_owed_and_what_became_of_it(as_person: As) -> None:
    listed = (await as_person("registrar").get("/api/messages")).json()
    assert [one["status"] for one in listed["messages"]] == ["due", "due", "failed"]
    assert listed["counts"] == {"due": 2, "failed": 1}
    assert listed["messages"][2]["code"] == "no-usable-address"


@pytest.mark.parametrize("path", ["/api/messages", "/messages"])
async def test_names_nobody(as_person: As, path: str) -> None:
    shown = (await as_person("operator").get(path)).text
    assert "application-returned" in shown or "Application returned" in shown
    for word in ("Zoë", "example.org", "Indemnity", "nobody"):
        assert word not in shown


async def test_can_be_asked_for_one_status(as_person: As) -> None:
    registrar = as_person("registrar")
    listed = (await registrar.get("/api/messages?status=failed")).json()
    assert len(listed["messages"]) == 1
    assert str(numbered(2)) in (await registrar.get("/messages?status=failed")).text
    assert (await registrar.get("/api/messages?status=lost")).status_code == 422


async def test_can_be_asked_what_an_application_led_to(as_person: As) -> None:
    about = f"application/{numbered(1)}"
    url = f"/api/messages?about={about}"
    listed = (await as_person("registrar").get(url)).json()["messages"]
    assert [one["about"] for one in listed] == [about]


async def test_is_read_page_by_page(as_person: As) -> None:
    registrar = as_person("registrar")
    first = (await registrar.get("/api/messages?limit=2")).json()
    url = f"/api/messages?limit=2&after={first['next']}"
    second = (await registrar.get(url)).json()
    ids = [one["message_id"] for one in [*first["messages"], *second["messages"]]]
    assert len(set(ids)) == 3
    assert second["next"] is None


@pytest.mark.parametrize("person", ["assessor-1", "applicant", "regulator"])
async def test_is_not_for_everybody(as_person: As, person: str) -> None:
    assert (await as_person(person).get("/api/messages")).status_code == 403
