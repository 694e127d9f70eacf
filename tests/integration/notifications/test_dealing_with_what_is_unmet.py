"""Dealing with an unmet obligation on its page, by forms without JavaScript."""

import re
from collections.abc import AsyncGenerator
from pathlib import Path
from uuid import UUID, uuid4

import httpx
import pytest

from services.notifications import app as composition
from services.notifications.messages import api, pages
from services.notifications.messages.subscribers import MESSAGES
from shared.contracts.applications import ApplicationReturned
from shared.contracts.contract import EventData
from tests.support.stored_service import (
    StoredService,
    application,
    client,
    numbered,
)

pytestmark = pytest.mark.integration

FOLDER = Path(composition.__file__).parent
ROW = "SELECT channel, status, number, code FROM deliveries WHERE message_id = $1"


async def returned(service: StoredService, letters: int) -> None:
    """Owe so many people a letter that can go nowhere."""
    events: list[tuple[str, EventData]] = [
        (
            f"application/{numbered(number)}",
            ApplicationReturned.model_validate(
                {
                    "application_id": numbered(number),
                    "faults": ["no-indemnity"],
                    "person_id": numbered(1_000 + number),
                    "given_names": "Zoë",
                    "email": "nobody",
                }
            ),
        )
        for number in range(letters)
    ]
    await service.hears(MESSAGES, *events)


@pytest.fixture
async def registrar(
    notifications: StoredService, tmp_path: Path
) -> AsyncGenerator[httpx.AsyncClient]:
    """The registrar, with one letter that could not go out."""
    await returned(notifications, 1)
    app = application(notifications, FOLDER, api.router, pages.router)
    async with client(app, "registrar", tmp_path) as one:
        yield one


@pytest.fixture
async def message_id(registrar: httpx.AsyncClient) -> UUID:
    """The letter's message."""
    (found,) = (await registrar.get("/api/unmet")).json()["unmet"]
    return UUID(found["message_id"])


async def sent(
    person: httpx.AsyncClient, message_id: UUID, place: str, **fields: str
) -> httpx.Response:
    """Send one of the forms."""
    return await person.post(
        f"/unmet/{message_id}/email/{place}",
        data={"command_id": str(uuid4()), **fields},
    )


async def test_is_reached_from_the_list_and_names_nobody(
    registrar: httpx.AsyncClient, message_id: UUID
) -> None:
    assert f'href="/unmet/{message_id}/email"' in (await registrar.get("/unmet")).text
    shown = (await registrar.get(f"/unmet/{message_id}/email")).text
    assert re.findall(r'action="/unmet/[^"]+/([a-z]+)"', shown) == [
        "again",
        "letter",
        "told",
        "withdrawal",
    ]
    assert "Zoë" not in shown
    assert "<script" not in shown


async def test_sends_again_to_the_address_that_was_corrected(
    registrar: httpx.AsyncClient, notifications: StoredService, message_id: UUID
) -> None:
    answer = await sent(
        registrar,
        message_id,
        "again",
        reason="address-corrected",
        to="zoe@example.org",
    )
    assert (answer.status_code, answer.headers["location"]) == (303, "/unmet")
    assert (await registrar.get("/api/unmet")).json()["unmet"] == []
    row = await notifications.pool.fetchrow(ROW, message_id)
    assert row is not None
    assert (row["status"], row["number"]) == ("due", 2)
    assert (await registrar.get(f"/unmet/{message_id}/email")).status_code == 404


async def test_says_why_it_is_refused_and_keeps_the_obligation(
    registrar: httpx.AsyncClient, message_id: UUID
) -> None:
    answer = await sent(
        registrar, message_id, "again", reason="address-corrected", to="still-nobody"
    )
    assert answer.status_code == 409
    assert "There is no usable address for this channel: give one." in answer.text
    assert len((await registrar.get("/api/unmet")).json()["unmet"]) == 1


async def test_posts_a_letter_in_the_place_of_mail(
    registrar: httpx.AsyncClient, notifications: StoredService, message_id: UUID
) -> None:
    answer = await sent(
        registrar,
        message_id,
        "letter",
        by="tracked-post",
        postal_address="1 High Street\r\nYork",
    )
    assert answer.status_code == 303
    rows = await notifications.pool.fetch(ROW, message_id)
    assert {(row["channel"], row["status"]) for row in rows} == {
        ("email", "withdrawn"),
        ("tracked-post", "due"),
    }


async def test_records_that_the_person_was_told_otherwise(
    registrar: httpx.AsyncClient, notifications: StoredService, message_id: UUID
) -> None:
    answer = await sent(
        registrar, message_id, "told", how="by-telephone", told_on="2026-01-01"
    )
    assert answer.status_code == 303
    events = await notifications.events(f"message/{message_id}")
    assert events[-1] == "told-otherwise"


async def test_withdraws_what_is_owed_no_longer(
    registrar: httpx.AsyncClient, notifications: StoredService, message_id: UUID
) -> None:
    answer = await sent(
        registrar, message_id, "withdrawal", reason="overtaken-by-events"
    )
    assert answer.status_code == 303
    row = await notifications.pool.fetchrow(ROW, message_id)
    assert row is not None
    assert (row["status"], row["code"]) == ("withdrawn", "overtaken-by-events")


async def test_names_the_field_that_cannot_be_read(
    registrar: httpx.AsyncClient, message_id: UUID
) -> None:
    answer = await sent(registrar, message_id, "told", how="by-smoke", told_on="soon")
    assert answer.status_code == 422
    assert "how" in answer.text


@pytest.mark.parametrize("person", ["assessor-1", "operator"])
async def test_is_the_registrar_s_alone(
    registrar: httpx.AsyncClient,
    notifications: StoredService,
    message_id: UUID,
    tmp_path: Path,
    person: str,
) -> None:
    assert registrar
    app = application(notifications, FOLDER, pages.router)
    async with client(app, person, tmp_path) as other:
        answer = await sent(other, message_id, "withdrawal", reason="person-died")
        assert answer.status_code == 403


async def test_is_listed_page_by_page(
    registrar: httpx.AsyncClient, notifications: StoredService
) -> None:
    await returned(notifications, 130)
    first = (await registrar.get("/unmet")).text
    shown = re.findall(r'href="/unmet/([0-9a-f-]+)/email"', first)
    following = re.search(r'href="(/unmet\?after=[^"]+)"', first)
    assert len(shown) == 100
    assert following is not None
    second = (await registrar.get(following[1])).text
    shown += re.findall(r'href="/unmet/([0-9a-f-]+)/email"', second)
    assert "after=" not in second
    api_pages = (await registrar.get("/api/unmet", params={"limit": 1_000})).json()
    assert shown == [one["message_id"] for one in api_pages["unmet"]]
    assert api_pages["next"] is None
