"""Telling subscribers, by signed webhook to a real server."""

from collections.abc import AsyncGenerator, Sequence
from datetime import date, timedelta
from ipaddress import ip_network
from pathlib import Path
from uuid import UUID

import pytest
from standardwebhooks import Webhook, WebhookVerificationError

from services.notifications.messages.linking import Linking
from services.notifications.messages.subscribers import MESSAGES
from services.notifications.sending.announcing import announce_changes, has_changes
from services.notifications.sending.endpoints import KnownEndpoints
from services.notifications.sending.pace import UNLIMITED
from services.notifications.sending.sending import WEBHOOKS, Sending
from services.notifications.transports.secrets import Secrets
from services.notifications.transports.webhook import Calling, WebhookTransport
from shared.contracts.contract import CommandData, EventData
from shared.contracts.entries import EntryRemoved
from shared.contracts.notifications import AgainBecause, OrderDelivery
from shared.contracts.subscribing import (
    Change,
    ChangeSubscriberEndpoint,
    DisableSubscriber,
    EnableSubscriber,
    EndSubscription,
    RegisterSubscriber,
    RotateSubscriberSecret,
    SubscriberKind,
)
from shared.eventstore.answers import AnswerOutcome
from shared.identity.demonstration import service_key_path
from tests.support.certificates import certificate
from tests.support.stored_service import StoredService, numbered
from tests.support.webhook_receiver import DROPS, SLOW, Receiver, receiving

pytestmark = pytest.mark.integration

REGISTRAR = "registrar"
TRUST, OTHER = numbered(900), numbered(901)
LOOPBACK = ip_network("127.0.0.0/8")
SECRETS = Secrets(b"a key of the service's")


@pytest.fixture
async def receiver() -> AsyncGenerator[Receiver]:
    """An employer's server."""
    async with receiving() as running:
        yield running


async def does(service: StoredService, *wanted: CommandData) -> None:
    answers = await service.ask(REGISTRAR, *wanted)
    assert {answer.outcome for answer in answers} == {AnswerOutcome.DONE}, answers


async def subscribe(
    service: StoredService,
    url: str,
    subscriber_id: UUID = TRUST,
    changes: Sequence[Change] = tuple(Change),
) -> None:
    registering = RegisterSubscriber(
        subscriber_id=subscriber_id,
        kind=SubscriberKind.EMPLOYER,
        changes=tuple(changes),
        title="A Trust",
        url=url,
    )
    await does(service, registering)


def removed(number: int) -> tuple[str, EventData]:
    event = EntryRemoved(
        registration_number=f"CT{number:05}",
        application_id=numbered(number),
        case_id=numbered(500 + number),
        reason="fraudulent",
        status="removed",
        removed_on=date(2026, 11, 2),
    )
    return f"registration/CT{number:05}", event


def sending(service: StoredService, calling: Calling | None = None) -> Sending:
    links = Linking(service_key_path("notifications", service.settings.data), {})
    usual = Calling(seconds=1, networks=(LOOPBACK,))
    transport = WebhookTransport(
        KnownEndpoints(service, SECRETS), calling or usual, service.clock.wall
    )
    return Sending(
        service, transport, links, channels=WEBHOOKS, rates=UNLIMITED, quiet=False
    )


async def tell(service: StoredService, calling: Calling | None = None) -> int:
    """Owe and send what there is; return how many letters were leased."""
    while await announce_changes(service):
        pass
    return await sending(service, calling).send_due()


async def what_became(service: StoredService) -> list[tuple[str, str | None]]:
    rows = await service.pool.fetch(
        "SELECT status, code FROM deliveries ORDER BY requested_at, message_id"
    )
    return [(row["status"], row["code"]) for row in rows]


async def events(service: StoredService) -> list[str]:
    message_id = await service.pool.fetchval("SELECT message_id FROM deliveries")
    return await service.events(f"message/{message_id}")


async def make_due(service: StoredService) -> None:
    await service.pool.execute(
        "UPDATE deliveries SET due_at = now() - interval '1 second'"
    )


async def secrets(service: StoredService) -> list[str]:
    """Return the secrets by which the subscriber would be told now."""
    found = await KnownEndpoints(service, SECRETS).of([TRUST])
    return list(found[TRUST].secrets)


async def test_says_what_the_public_register_shows_and_nothing_else(
    notifications: StoredService, receiver: Receiver
) -> None:
    await subscribe(notifications, receiver.url)
    await notifications.hears(MESSAGES, removed(1))
    assert await has_changes(notifications)
    assert await tell(notifications) == 1
    assert not await has_changes(notifications)
    [call] = receiver.calls
    [secret] = await secrets(notifications)
    said = Webhook(secret).verify(call.body, call.headers)
    assert said["type"] == "register.entry.removed"
    assert said["data"] == {
        "registration_number": "CT00001",
        "change": "removed",
        "effective_on": "2026-11-02",
        "status": "removed",
    }
    assert "fraudulent" not in call.body
    assert call.path == "/hooks?for=register"
    assert call.headers["host"] == f"127.0.0.1:{receiver.port}"
    assert await events(notifications) == ["message-requested", "message-sent"]


async def test_tells_nobody_of_what_they_did_not_ask_for(
    notifications: StoredService, receiver: Receiver
) -> None:
    await subscribe(notifications, receiver.url, TRUST, [Change.ENTERED])
    await notifications.hears(MESSAGES, removed(1))
    assert await tell(notifications) == 0
    assert not await has_changes(notifications)


async def test_keeps_no_change_where_nobody_subscribed(
    notifications: StoredService,
) -> None:
    await notifications.hears(MESSAGES, removed(1))
    assert not await has_changes(notifications)


async def test_owes_each_subscriber_one_message_however_often_it_is_interrupted(
    notifications: StoredService, receiver: Receiver
) -> None:
    await subscribe(notifications, receiver.url)
    await subscribe(notifications, receiver.url, OTHER)
    await notifications.hears(MESSAGES, removed(1), removed(2))
    rows = await notifications.pool.fetch("SELECT * FROM register_changes")
    await announce_changes(notifications)
    # As if it had ended before it took the changes away.
    for row in rows:
        values = ", ".join(f"${number}" for number in range(1, 8))
        names = [name for name in dict(row) if name != "position"]
        await notifications.pool.execute(
            f"INSERT INTO register_changes ({', '.join(names)}) VALUES ({values})",  # noqa: S608 - names of columns
            *(row[name] for name in names),
        )
    await tell(notifications)
    assert len(receiver.ids) == 4
    assert len(set(receiver.ids)) == 4


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (400, "http-400"),
        (404, "http-404"),
        ("302 location: http://127.0.0.1:1/elsewhere", "http-302"),
    ],
)
async def test_puts_a_refusal_for_good_to_a_person(
    notifications: StoredService, receiver: Receiver, answer: int | str, code: str
) -> None:
    await subscribe(notifications, receiver.url)
    receiver.answers = [answer]
    await notifications.hears(MESSAGES, removed(1))
    await tell(notifications)
    assert await what_became(notifications) == [("failed", code)]
    assert len(receiver.calls) == 1


@pytest.mark.parametrize("answer", [500, 503, 429])
async def test_tries_again_what_was_refused_for_now(
    notifications: StoredService, receiver: Receiver, answer: int
) -> None:
    await subscribe(notifications, receiver.url)
    receiver.answers = [answer, 204]
    await notifications.hears(MESSAGES, removed(1))
    await tell(notifications)
    assert await what_became(notifications) == [("due", f"http-{answer}")]
    await make_due(notifications)
    await tell(notifications)
    assert await what_became(notifications) == [("sent", None)]
    assert len(set(receiver.ids)) == 1
    assert await events(notifications) == ["message-requested", "message-sent"]


@pytest.mark.parametrize(
    ("trouble", "code"), [(SLOW, "server-slow"), (DROPS, "connection-lost")]
)
async def test_says_so_where_it_may_have_told_twice(
    notifications: StoredService, receiver: Receiver, trouble: str, code: str
) -> None:
    await subscribe(notifications, receiver.url)
    receiver.answers = [trouble]
    await notifications.hears(MESSAGES, removed(1), removed(2))
    await tell(notifications)
    assert sorted(await what_became(notifications), key=str) == [
        ("due", "behind-a-slow-one"),
        ("due", code),
    ]
    await make_due(notifications)
    await tell(notifications)
    assert await what_became(notifications) == [("sent", None), ("sent", None)]
    assert len(receiver.calls) == 3
    assert len(set(receiver.ids)) == 2
    streams = [await notifications.events(f"message/{one}") for one in receiver.ids]
    assert "message-may-have-been-sent-twice" in streams[0]


async def test_tries_again_where_nobody_listens_without_any_doubt(
    notifications: StoredService,
) -> None:
    await subscribe(notifications, "http://127.0.0.1:1/hooks")
    await notifications.hears(MESSAGES, removed(1))
    await tell(notifications)
    assert await what_became(notifications) == [("due", "unreachable")]
    await make_due(notifications)
    await tell(notifications)
    assert await events(notifications) == ["message-requested"]


async def test_stops_at_an_endpoint_that_is_gone_until_a_person_enables_it(
    notifications: StoredService, receiver: Receiver
) -> None:
    await subscribe(notifications, receiver.url)
    receiver.answers = [410]
    await notifications.hears(MESSAGES, removed(1), removed(2))
    await tell(notifications)
    await make_due(notifications)
    await tell(notifications)
    told = await what_became(notifications)
    assert sorted(told) == [("failed", "http-410"), ("failed", "subscriber-disabled")]
    assert len(receiver.calls) == 1
    stream = f"subscriber/{TRUST}"
    assert (await notifications.events(stream))[-1] == "subscriber-disabled"
    await notifications.hears(MESSAGES, removed(3))
    assert await tell(notifications) == 0

    await does(
        notifications,
        ChangeSubscriberEndpoint(subscriber_id=TRUST, url=receiver.url + "&new=1"),
        EnableSubscriber(subscriber_id=TRUST),
        *[
            OrderDelivery(
                message_id=row["message_id"],
                channel="webhook",
                reason=AgainBecause.ADDRESS_CORRECTED,
            )
            for row in await notifications.pool.fetch("SELECT * FROM deliveries")
        ],
    )
    await tell(notifications)
    assert await what_became(notifications) == [("sent", None), ("sent", None)]
    assert receiver.calls[-1].path.endswith("&new=1")
    assert receiver.ids[-1].endswith(".2")


async def test_calls_nobody_inside_a_network_that_was_not_named(
    notifications: StoredService, receiver: Receiver
) -> None:
    await subscribe(notifications, f"https://localhost:{receiver.port}/hooks")
    await notifications.hears(MESSAGES, removed(1))
    await tell(notifications, Calling(seconds=1))
    assert await what_became(notifications) == [("failed", "private-address")]
    assert receiver.calls == []


async def test_speaks_by_tls_to_the_name_and_believes_no_stranger(
    notifications: StoredService, tmp_path: Path
) -> None:
    shown = certificate(tmp_path, "localhost")
    by_name = (LOOPBACK, ip_network("::1/128"))
    async with receiving(shown.context) as receiver:
        await subscribe(notifications, f"https://localhost:{receiver.port}/hooks")
        await notifications.hears(MESSAGES, removed(1))
        await tell(notifications, Calling(seconds=3, networks=by_name))
        assert await what_became(notifications) == [("due", "unreachable")]
        assert receiver.calls == []
        await make_due(notifications)
        await tell(notifications, Calling(3, by_name, shown.path))
        assert await what_became(notifications) == [("sent", None)]
        assert receiver.calls[0].headers["host"] == f"localhost:{receiver.port}"


async def test_signs_by_both_secrets_while_the_old_one_serves(
    notifications: StoredService, receiver: Receiver
) -> None:
    await subscribe(notifications, receiver.url)
    [old] = await secrets(notifications)
    await does(notifications, RotateSubscriberSecret(subscriber_id=TRUST))
    new, also = await secrets(notifications)
    assert also == old != new
    await notifications.hears(MESSAGES, removed(1))
    await tell(notifications)
    for secret in (old, new):
        Webhook(secret).verify(receiver.calls[0].body, receiver.calls[0].headers)

    notifications.clock.offset += timedelta(days=8)
    assert await secrets(notifications) == [new]
    await notifications.hears(MESSAGES, removed(2))
    await tell(notifications)
    body, headers = receiver.calls[1].body, receiver.calls[1].headers
    Webhook(new).verify(body, headers)
    with pytest.raises(WebhookVerificationError):
        Webhook(old).verify(body, headers)


@pytest.mark.parametrize("stopping", [DisableSubscriber, EndSubscription])
async def test_tells_nothing_more_to_whom_a_registrar_stopped(
    notifications: StoredService,
    receiver: Receiver,
    stopping: type[DisableSubscriber | EndSubscription],
) -> None:
    await subscribe(notifications, receiver.url)
    await notifications.hears(MESSAGES, removed(1))
    await announce_changes(notifications)
    await does(notifications, stopping(subscriber_id=TRUST))
    await tell(notifications)
    assert await what_became(notifications) == [("failed", "subscriber-disabled")]
    assert receiver.calls == []


async def test_lets_no_slow_subscriber_hold_up_another(
    notifications: StoredService, receiver: Receiver
) -> None:
    async with receiving() as slow:
        slow.answers = [SLOW]
        await subscribe(notifications, slow.url)
        await subscribe(notifications, receiver.url, OTHER)
        await notifications.hears(MESSAGES, *[removed(number) for number in range(5)])
        await tell(notifications)
    assert len(receiver.calls) == 5
    assert len(slow.calls) == 1


async def test_leaves_no_secret_in_the_database(
    notifications: StoredService, receiver: Receiver
) -> None:
    await subscribe(notifications, receiver.url)
    [secret] = await secrets(notifications)
    for table in ("subscribers", "events", "disclosures", "answers"):
        rows = await notifications.pool.fetch(f"SELECT t::text FROM {table} t")  # noqa: S608 - names in this file
        assert not any(secret.removeprefix("whsec_") in row["t"] for row in rows)
    entries = await notifications.pool.fetch("SELECT entry FROM events")
    assert all(receiver.url not in row["entry"].decode() for row in entries)
    assert all("A Trust" not in row["entry"].decode() for row in entries)
