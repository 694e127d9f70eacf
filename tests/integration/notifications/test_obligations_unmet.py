"""The list of obligations that are not met, and what a person does about them."""

from collections.abc import AsyncGenerator, Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
import pytest

from services.notifications import app as composition
from services.notifications.messages import api, pages
from services.notifications.messages.subscribers import MESSAGES
from shared.contracts.applications import ApplicationReturned
from shared.contracts.notifications import (
    AgainBecause,
    NoLongerOwed,
    OrderDelivery,
    RecordLetterPosted,
    RecordMessageBounced,
    RecordToldOtherwise,
    Told,
    WithdrawMessage,
)
from shared.eventstore.answers import AnswerOutcome
from shared.identity.demonstration import PEOPLE
from tests.support.stored_service import (
    StoredService,
    application,
    client,
    numbered,
)

pytestmark = pytest.mark.integration

As = Callable[[str], httpx.AsyncClient]


@pytest.fixture
async def registrar(
    notifications: StoredService, tmp_path: Path
) -> AsyncGenerator[httpx.AsyncClient]:
    """The registrar, where one letter can go and one has no usable address."""
    for number, email in enumerate(("zoe@example.org", "nobody")):
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
    assert "registrar" in PEOPLE
    async with client(app, "registrar", tmp_path) as one:
        yield one


async def unmet(registrar: httpx.AsyncClient) -> list[dict[str, Any]]:
    """Return the list."""
    return list((await registrar.get("/api/unmet")).json()["unmet"])


async def test_names_what_failed_and_what_to_do_and_no_person(
    registrar: httpx.AsyncClient,
) -> None:
    (found,) = await unmet(registrar)
    assert (found["status"], found["code"]) == ("failed", "no-usable-address")
    assert "correct the address" in found["to_do"]
    shown = (await registrar.get("/unmet")).text
    assert "correct the address" in shown
    for word in ("Zoë", "example.org", "nobody"):
        assert word not in shown


async def test_is_empty_once_the_address_is_corrected(
    registrar: httpx.AsyncClient, notifications: StoredService
) -> None:
    (found,) = await unmet(registrar)
    again = OrderDelivery(
        message_id=UUID(found["message_id"]),
        channel="email",
        reason=AgainBecause.ADDRESS_CORRECTED,
        to="somebody@example.org",
    )
    (answer,) = await notifications.ask("registrar", again)
    assert answer.outcome is AnswerOutcome.DONE
    assert await unmet(registrar) == []
    row = await notifications.pool.fetchrow(
        "SELECT status, number, address, body FROM deliveries WHERE message_id = $1",
        again.message_id,
    )
    assert row is not None
    assert (row["status"], row["number"]) == ("due", 2)
    assert row["address"] == "somebody@example.org"
    assert "Zoë" in row["body"]


async def test_lets_a_posted_letter_take_the_place_of_mail(
    registrar: httpx.AsyncClient, notifications: StoredService
) -> None:
    (found,) = await unmet(registrar)
    message_id = UUID(found["message_id"])
    by_post = OrderDelivery(
        message_id=message_id,
        channel="tracked-post",
        instead_of="email",
        reason=AgainBecause.BY_POST_INSTEAD,
        postal_address="1 High Street\nYork",
    )
    posted = RecordLetterPosted(
        message_id=message_id,
        channel="tracked-post",
        carrier="royal-mail",
        posted_on=date(2026, 1, 1),
        reference="AB123",
    )
    answers = await notifications.ask("registrar", by_post, posted)
    assert [one.outcome for one in answers] == [AnswerOutcome.DONE] * 2
    assert await unmet(registrar) == []
    query = "SELECT channel, status FROM deliveries WHERE message_id = $1"
    rows = await notifications.pool.fetch(query, message_id)
    assert {(row["channel"], row["status"]) for row in rows} == {
        ("email", "withdrawn"),
        ("tracked-post", "posted"),
    }


@pytest.mark.parametrize("way", ["told", "withdrawn"])
async def test_is_empty_once_a_person_dealt_with_it(
    registrar: httpx.AsyncClient, notifications: StoredService, way: str
) -> None:
    (found,) = await unmet(registrar)
    message_id = UUID(found["message_id"])
    told = RecordToldOtherwise(
        message_id=message_id, how=Told.BY_TELEPHONE, told_on=date(2026, 1, 1)
    )
    gone = WithdrawMessage(message_id=message_id, reason=NoLongerOwed.OVERTAKEN)
    await notifications.ask("registrar", told if way == "told" else gone)
    assert await unmet(registrar) == []


async def test_shows_what_came_back(
    registrar: httpx.AsyncClient, notifications: StoredService
) -> None:
    query = "SELECT message_id FROM deliveries WHERE status = 'due'"
    message_id = await notifications.pool.fetchval(query)
    bounced = RecordMessageBounced(message_id=message_id, channel="email", code="5.1.1")
    await notifications.ask("registrar", bounced)
    codes = {one["code"] for one in await unmet(registrar)}
    assert codes == {"no-usable-address", "5.1.1"}


async def test_shows_what_is_overdue_and_records_it_once(
    registrar: httpx.AsyncClient, notifications: StoredService
) -> None:
    days = notifications.rulebook.notifications.at_once_days
    assert await notifications.meets_deadlines(timedelta(days=days, hours=1)) == 2
    query = "SELECT message_id FROM deliveries WHERE status = 'due'"
    message_id = await notifications.pool.fetchval(query)
    events = await notifications.events(f"message/{message_id}")
    assert events == [
        "message-requested",
        "message-overdue",
    ]
    assert len(await unmet(registrar)) >= 1
