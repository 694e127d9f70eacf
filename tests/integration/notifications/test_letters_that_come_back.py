"""Letters that come back, read from a mailbox and reported by a provider."""

from collections.abc import AsyncGenerator
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID, uuid4

import httpx
import orjson
import pytest
from pydantic import SecretStr
from standardwebhooks import Webhook

from services.notifications import app as composition
from services.notifications.messages.commands import RecordSent
from services.notifications.messages.subscribers import MESSAGES
from services.notifications.returns.subscribers import RETURNS as ASIDE
from services.notifications.sending import api
from services.notifications.sending.returned_mailbox import read_mailbox
from services.notifications.settings import Settings
from services.notifications.transports.port import Key
from services.notifications.transports.returns import Returns
from shared.contracts.applications import ApplicationReturned
from shared.eventstore.answers import Internal
from tests.support.kit_databases import KitDatabase, opened, store_on
from tests.support.returned_mail import letter_to, report
from tests.support.stored_service import (
    StoredService,
    application,
    numbered,
    stored_service,
)

pytestmark = pytest.mark.integration

RETURNS = Returns("bounces@register.example", b"secret")
SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"


@pytest.fixture
async def service(
    notifications_database: KitDatabase, tmp_path: Path
) -> AsyncGenerator[StoredService]:
    """The service with both capabilities."""
    async with opened(notifications_database) as pool:
        store = await store_on(pool)
        yield stored_service("notifications", pool, store, tmp_path, MESSAGES, ASIDE)


async def sent(service: StoredService) -> Key:
    """Return a letter that was sent."""
    event = ApplicationReturned.model_validate(
        {
            "application_id": numbered(1),
            "faults": ["no-indemnity"],
            "person_id": numbered(2),
            "given_names": "Zoë",
            "email": "zoe@example.org",
        }
    )
    await service.hears(MESSAGES, (f"application/{numbered(1)}", event))
    message_id: UUID = await service.pool.fetchval("SELECT message_id FROM deliveries")
    taken = RecordSent(message_id, "smtp", "1", service.clock.now())
    asked = Internal("messages", taken, uuid4(), "service:notifications", uuid4())
    await service.execute_internal([asked])
    return Key(message_id)


def drop(mailbox: Path, name: str, mail: bytes) -> None:
    """Deliver mail into the mailbox, as a mail system does."""
    (mailbox / "new").mkdir(parents=True, exist_ok=True)
    (mailbox / "new" / name).write_bytes(mail)


async def aside(service: StoredService) -> list[str]:
    rows = await service.pool.fetch(
        "SELECT convert_from(entry, 'UTF8')::jsonb ->> 'reason' AS reason FROM events"
        " WHERE stream LIKE 'returned-mail/%' ORDER BY position"
    )
    return [row["reason"] for row in rows]


async def test_are_recorded_as_bounced_and_put_away(
    service: StoredService, tmp_path: Path
) -> None:
    key, mailbox = await sent(service), tmp_path / "returns"
    drop(mailbox, "1.one", report(RETURNS.address_for(key)))
    assert await read_mailbox(service, mailbox, RETURNS) == 1
    types = await service.events(f"message/{key.message_id}")
    assert types == ["message-requested", "message-sent", "message-bounced"]
    assert [path.name for path in (mailbox / "cur").iterdir()] == ["1.one:2,S"]
    assert await read_mailbox(service, mailbox, RETURNS) == 0


async def test_are_recorded_once_however_often_they_are_read(
    service: StoredService, tmp_path: Path
) -> None:
    key, mailbox = await sent(service), tmp_path / "returns"
    for name in ("1.one", "2.again"):
        drop(mailbox, name, report(RETURNS.address_for(key)))
        await read_mailbox(service, mailbox, RETURNS)
    types = await service.events(f"message/{key.message_id}")
    assert types.count("message-bounced") == 1


async def test_are_recorded_as_delivered_where_the_report_says_so(
    service: StoredService, tmp_path: Path
) -> None:
    key = await sent(service)
    drop(tmp_path, "1", report(RETURNS.address_for(key), "delivered", "2.0.0"))
    await read_mailbox(service, tmp_path, RETURNS)
    types = await service.events(f"message/{key.message_id}")
    assert types[-1] == "message-delivered"


async def test_change_nothing_where_they_are_forged_and_it_is_on_record(
    service: StoredService, tmp_path: Path
) -> None:
    key = await sent(service)
    forged = Returns("bounces@register.example", b"guessed").address_for(key)
    drop(tmp_path, "1.forged", report(forged))
    drop(tmp_path, "2.strange", report(RETURNS.address_for(Key(uuid4()))))
    drop(tmp_path, "3.by-hand", letter_to(RETURNS.address_for(key)))
    assert await read_mailbox(service, tmp_path, RETURNS) == 3
    types = await service.events(f"message/{key.message_id}")
    assert types[-1] == "message-sent"
    expected = ["not-a-report", "not-ours", "unknown-message"]
    assert sorted(await aside(service)) == expected
    flagged = sorted(path.name for path in (tmp_path / "cur").iterdir())
    assert [name.partition(":")[2] for name in flagged[:1]] == ["2,F"]


@pytest.fixture
async def provider(
    service: StoredService,
) -> AsyncGenerator[httpx.AsyncClient]:
    """A mail provider, which has no token of ours."""
    service.settings = Settings(
        **service.settings.model_dump(), returns_secret=SecretStr(SECRET)
    )
    app = application(service, Path(composition.__file__).parent, api.router)
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(app=app), base_url="http://127.0.0.1:8002"
    ) as client:
        yield client


def signed(body: bytes, secret: str = SECRET) -> dict[str, str]:
    now = datetime.now(UTC)
    return {
        "webhook-id": "msg_1",
        "webhook-timestamp": str(int(now.timestamp())),
        "webhook-signature": Webhook(secret).sign("msg_1", now, body.decode()),
    }


def said(key: Key, outcome: str = "bounced", **more: str) -> bytes:
    message_id = f"<{key.message_id}@register.example>"
    return orjson.dumps({"message_id": message_id, "outcome": outcome, **more})


async def test_are_taken_from_a_provider_who_signs(
    service: StoredService, provider: httpx.AsyncClient
) -> None:
    key = await sent(service)
    body = said(key, status="5.1.1")
    for _ in range(2):
        answer = await provider.post(
            "/api/returned-mail", content=body, headers=signed(body)
        )
        assert (answer.status_code, answer.json()) == (200, {"outcome": "done"})
    types = await service.events(f"message/{key.message_id}")
    assert types.count("message-bounced") == 1


async def test_are_taken_from_nobody_who_does_not_sign(
    service: StoredService, provider: httpx.AsyncClient
) -> None:
    body = said(await sent(service))
    other = "whsec_" + "A" * 32
    for headers in ({}, signed(body, other), signed(body + b" ")):
        answer = await provider.post(
            "/api/returned-mail", content=body, headers=headers
        )
        assert answer.status_code == 401


@pytest.mark.parametrize(
    ("body", "field"),
    [
        (b"{}", "message_id"),
        (b'{"message_id": "<1@x>", "outcome": "bounced"}', "message_id"),
        (b'{"message_id": "<1@x>", "outcome": "lost"}', "outcome"),
        (b'{"message_id": "<1@x>", "outcome": "bounced", "status": "9"}', "status"),
    ],
)
async def test_are_named_wrong_where_a_report_cannot_be_read(
    provider: httpx.AsyncClient, body: bytes, field: str
) -> None:
    answer = await provider.post(
        "/api/returned-mail", content=body, headers=signed(body)
    )
    assert answer.status_code == 422
    assert field in answer.text
