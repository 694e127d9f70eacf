"""Addresses to be looked at."""

from datetime import date
from pathlib import Path
from uuid import uuid4

import pytest

from services.notifications import app as composition
from services.notifications.addresses import api, pages
from services.notifications.addresses.projections import HOLDS
from services.notifications.messages.subscribers import MESSAGES
from services.notifications.sending.noticing import look_at_addresses
from shared.contracts.addressing import AddressSettling, SettleAddress
from shared.contracts.applications import ApplicationReturned, ApplicationSubmitted
from shared.contracts.contract import EventData
from tests.support.stored_service import (
    StoredService,
    application,
    client,
    numbered,
)

pytestmark = pytest.mark.integration

REGISTRAR = "registrar"
FOLDER = Path(composition.__file__).parent


def submitted(number: int, email: str) -> tuple[str, EventData]:
    event = ApplicationSubmitted.model_validate(
        {
            "application_id": numbered(number),
            "scopes": ["nuclear-medicine"],
            "route": "training",
            "submitted_on": date(2026, 11, 2),
            "possible_duplicate_of": [],
            "person_id": numbered(900 + number),
            "given_names": "Zoë",
            "email": email,
        }
    )
    return f"application/{numbered(number)}", event


def returned(number: int, email: str) -> tuple[str, EventData]:
    event = ApplicationReturned.model_validate(
        {
            "application_id": numbered(number),
            "faults": ["no-indemnity"],
            "person_id": numbered(900 + number),
            "given_names": "Zoë",
            "email": email,
        }
    )
    return f"application/{numbered(number)}", event


async def listed(service: StoredService) -> list[tuple[str, str, str | None]]:
    app = application(service, FOLDER, api.router, pages.router)
    async with client(app, REGISTRAR, service.settings.data) as registrar:
        found = (await registrar.get("/api/addresses")).json()["notices"]
        assert (await registrar.get("/addresses")).status_code == 200
    return [(one["about"], one["notice"], one["last_worked"]) for one in found]


async def test_are_those_that_others_read_or_that_may_go_or_cannot_be(
    notifications: StoredService,
) -> None:
    given = ["info@a.example", "zoe@physics.ac.uk", "zoe@nowhere", "zoe@nhs.net"]
    await notifications.hears(
        MESSAGES, *[submitted(number, email) for number, email in enumerate(given)]
    )
    assert await look_at_addresses(notifications) == 4
    assert await look_at_addresses(notifications) == 0
    assert sorted(notice for _, notice, _ in await listed(notifications)) == [
        "employer-owned",
        "shared-mailbox",
        "unusable",
    ]


async def test_are_settled_and_come_back_only_when_another_is_given(
    notifications: StoredService,
) -> None:
    await notifications.hears(MESSAGES, submitted(1, "info@a.example"))
    await look_at_addresses(notifications)
    app = application(notifications, FOLDER, api.router, pages.router)
    form = {"command_id": str(uuid4()), "reason": "confirmed-by-person"}
    async with client(app, REGISTRAR, notifications.settings.data) as registrar:
        path = f"/addresses/{numbered(1)}/settle"
        assert (await registrar.post(path, data=form)).status_code == 303
        again = {**form, "command_id": str(uuid4())}
        assert (await registrar.post(path, data=again)).status_code == 409
    assert await listed(notifications) == []
    await notifications.hears(MESSAGES, submitted(1, "info@a.example"))
    assert await look_at_addresses(notifications) == 0
    await notifications.hears(MESSAGES, submitted(1, "office@a.example"))
    assert await look_at_addresses(notifications) == 1
    assert len(await listed(notifications)) == 1


async def test_come_with_the_last_that_worked(notifications: StoredService) -> None:
    await notifications.hears(MESSAGES, returned(1, "zoe@old.example"))
    await notifications.pool.execute(
        "UPDATE deliveries SET status = 'sent', settled_at = now()"
    )
    await notifications.hears(MESSAGES, returned(1, "zoe@new.example"))
    await notifications.pool.execute(
        "UPDATE deliveries SET status = 'bounced', settled_at = now()"
        " WHERE status = 'due'"
    )
    about = f"application/{numbered(1)}"
    assert await listed(notifications) == [(about, "bounced", "zoe@old.example")]


async def test_are_forgotten_with_their_person(notifications: StoredService) -> None:
    await notifications.hears(MESSAGES, submitted(1, "info@a.example"))
    await look_at_addresses(notifications)
    await notifications.pool.execute(HOLDS[0].statement, numbered(901))
    assert await listed(notifications) == []


async def test_are_the_registrar_s_to_settle(notifications: StoredService) -> None:
    nothing = SettleAddress(
        application_id=numbered(1), reason=AddressSettling.CONFIRMED
    )
    [answer] = await notifications.ask(REGISTRAR, nothing)
    assert answer.code == "nothing-noticed"
