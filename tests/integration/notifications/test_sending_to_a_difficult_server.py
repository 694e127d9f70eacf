"""Sending to a difficult server: real SMTP, a real database."""

import asyncio
import time
from collections import Counter
from collections.abc import Generator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from services.notifications.messages.linking import Linking
from services.notifications.messages.subscribers import MESSAGES
from services.notifications.sending.pace import UNLIMITED, Rates
from services.notifications.sending.sending import Lanes, Sending
from services.notifications.transports.envelope import Sender
from services.notifications.transports.smtp import Server, SmtpTransport, Tls
from shared.clock import Clock
from shared.contracts.applications import ApplicationReturned
from tests.support.mail_server import MailServer, mail_server
from tests.support.stored_service import StoredService, numbered

pytestmark = pytest.mark.integration

SENDER = Sender("Professional register", "register@register.example")


class StandingClock(Clock):
    """A clock whose wall time stands still."""

    def __init__(self, at: datetime) -> None:
        super().__init__()
        self._at = at

    def wall(self) -> datetime:
        """Return the instant at which it stands."""
        return self._at


@pytest.fixture
def server() -> Generator[MailServer]:
    """A mail server that takes everything, until told otherwise."""
    with mail_server() as running:
        yield running


def way(
    service: StoredService,
    server: MailServer,
    lanes: int = 1,
    rates: Rates = UNLIMITED,
    *,
    quiet: bool = False,
) -> Sending:
    transport = SmtpTransport(SENDER, Server("127.0.0.1", server.port, Tls.NONE))
    links = Linking(Path("nothing"), {})
    return Sending(
        service, transport, links, lanes=Lanes(lanes), rates=rates, quiet=quiet
    )


async def owe(service: StoredService, *addresses: str) -> None:
    await service.hears(
        MESSAGES,
        *(
            (
                f"application/{numbered(number)}",
                ApplicationReturned.model_validate(
                    {
                        "application_id": numbered(number),
                        "faults": ["no-indemnity"],
                        "person_id": numbered(1_000 + number),
                        "given_names": "Zoë",
                        "email": address,
                    }
                ),
            )
            for number, address in enumerate(addresses)
        ),
    )


async def outcomes(service: StoredService) -> Counter[tuple[str, str | None]]:
    rows = await service.pool.fetch("SELECT status, code FROM deliveries")
    return Counter((row["status"], row["code"]) for row in rows)


async def make_due(service: StoredService) -> None:
    """Let the time pass that is waited for."""
    await service.pool.execute("UPDATE deliveries SET due_at = now() - interval '1 s'")


async def doubts(service: StoredService) -> int:
    return await service.pool.fetchval(
        "SELECT count(*) FROM events"
        " WHERE type = 'register.notifications.message-may-have-been-sent-twice.v1'"
    )


def at(host: str, count: int) -> Sequence[str]:
    return [f"person-{number}@{host}" for number in range(count)]


async def test_gets_by_one_that_greylists_at_the_second_try(
    notifications: StoredService, server: MailServer
) -> None:
    server.greylists = True
    await owe(notifications, *at("a.example", 3))
    sending = way(notifications, server)
    await sending.send_due()
    assert await outcomes(notifications) == {("due", "smtp-451"): 3}
    assert await sending.send_due() == 0  # not before its time
    await make_due(notifications)
    await sending.send_due()
    assert await outcomes(notifications) == {("sent", None): 3}
    assert await doubts(notifications) == 0


async def test_sends_again_what_it_hung_up_on_and_has_it_on_record(
    notifications: StoredService, server: MailServer
) -> None:
    server.drops = 1
    await owe(notifications, *at("a.example", 3))
    await way(notifications, server).send_due()
    assert await outcomes(notifications) == {
        ("due", "connection-lost"): 3,
    }
    await make_due(notifications)
    await way(notifications, server).send_due()
    assert await outcomes(notifications) == {("sent", None): 3}
    assert await doubts(notifications) == 1
    assert sorted(server.times.values()) == [1, 1, 2]  # the same Message-ID


async def test_names_what_it_refuses_for_good_and_sends_the_rest(
    notifications: StoredService, server: MailServer
) -> None:
    server.to_recipient["person-1@a.example"] = "550 5.1.1 No such mailbox"
    await owe(notifications, *at("a.example", 3))
    await way(notifications, server).send_due()
    expected = {("sent", None): 2, ("failed", "smtp-550"): 1}
    assert await outcomes(notifications) == expected


async def test_holds_up_no_other_host_where_one_is_slow(
    notifications: StoredService, server: MailServer
) -> None:
    server.slow["slow.example"] = 4
    await owe(notifications, *at("slow.example", 2), *at("a.example", 30))
    began = time.monotonic()
    running = asyncio.create_task(way(notifications, server, lanes=4).run())
    while sum("a.example" in str(one["To"]) for one in list(server.received)) < 30:
        assert time.monotonic() - began < 60
        await asyncio.sleep(0.02)
    slow = sum("slow.example" in str(one["To"]) for one in list(server.received))
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    assert slow < 2


async def test_leaves_a_host_alone_that_asks_for_a_pause(
    notifications: StoredService, server: MailServer
) -> None:
    for number in range(3):
        address = f"person-{number}@busy.example"
        server.to_recipient[address] = "450 4.7.28 Too many from you"
    await owe(notifications, *at("busy.example", 12), "zoe@b.example")
    sending = way(notifications, server)
    await sending.send_due()
    asked = server.asked.total()
    await make_due(notifications)
    await sending.send_due()
    assert server.asked.total() == asked
    assert server.asked["zoe@b.example"] == 1


async def test_gives_a_host_no_more_than_its_letters_of_the_minute(
    notifications: StoredService, server: MailServer
) -> None:
    await owe(notifications, *at("a.example", 30), *at("b.example", 5))
    sending = way(notifications, server, rates=Rates(60, {"b.example": 6_000}))
    while await sending.send_due():
        pass
    there = Counter(str(one["To"]).partition("@")[2] for one in server.received)
    assert there["b.example"] == 5
    assert 10 <= there["a.example"] <= 20


async def test_costs_no_letter_a_try_where_it_is_not_there(
    notifications: StoredService,
) -> None:
    with mail_server() as gone:
        pass
    await owe(notifications, *at("a.example", 2))
    await way(notifications, gone).send_due()
    assert await outcomes(notifications) == {("due", "server-unavailable"): 2}
    tries = await notifications.pool.fetchval("SELECT max(attempts) FROM deliveries")
    assert tries == 0


async def test_keeps_a_reminder_for_the_morning_and_sends_what_must_be_told(
    notifications: StoredService, server: MailServer
) -> None:
    await owe(notifications, *at("a.example", 2))
    await notifications.pool.execute(
        "UPDATE deliveries SET reminder = (address = 'person-0@a.example')"
    )
    night = datetime.now(UTC).replace(hour=2) + timedelta(days=1)
    notifications.clock = StandingClock(night)
    sending = way(notifications, server, quiet=True)
    await sending.send_due()
    assert [one["To"] for one in server.received] == ["person-1@a.example"]
    assert not await sending.has_letters_due()
