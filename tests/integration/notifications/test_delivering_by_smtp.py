"""Delivering by SMTP, to a real mail server."""

import asyncio
from collections.abc import Generator

import pytest

from services.notifications.transports.envelope import Sender
from services.notifications.transports.port import Deferred, Delivered, Rejected
from services.notifications.transports.smtp import SmtpTransport, Tls
from shared.embedded.ports import free_ports
from tests.support.mail_server import MailServer, mail_server
from tests.support.messages import letter

pytestmark = pytest.mark.integration

SENDER = Sender("Professional register", "register@register.example")


@pytest.fixture
def server() -> Generator[MailServer]:
    """A mail server that takes everything."""
    with mail_server() as running:
        yield running


def transport(port: int, tls: Tls = Tls.NONE, user: str | None = None) -> SmtpTransport:
    return SmtpTransport(SENDER, "127.0.0.1", port, tls, user, "secret")


async def test_hands_over_every_letter_with_its_message_id(server: MailServer) -> None:
    outcomes = await transport(server.port).deliver([letter(1), letter(2)])
    ids = [message["Message-ID"] for message in server.received]
    assert outcomes == [Delivered(one) for one in ids]
    assert [one["To"] for one in server.received] == [letter(1).to, letter(2).to]
    assert "Dear Zoë" in server.received[0].get_content()


async def test_takes_5xx_for_a_recipient_as_for_good_and_goes_on(
    server: MailServer,
) -> None:
    server.to_recipient[letter(1).to] = "550 No such mailbox person-1@example.org"
    outcomes = await transport(server.port).deliver([letter(1), letter(2)])
    assert outcomes[0] == Rejected("smtp-550")
    assert isinstance(outcomes[1], Delivered)


async def test_takes_4xx_for_a_recipient_as_not_now(server: MailServer) -> None:
    server.to_recipient[letter(1).to] = "451 Try later"
    outcomes = await transport(server.port).deliver([letter(1), letter(2)])
    assert outcomes[0] == Deferred("smtp-451")
    assert isinstance(outcomes[1], Delivered)


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        ("554 Refused", Rejected("smtp-554")),
        ("452 Full", Deferred("smtp-452")),
    ],
)
async def test_tells_content_refused_for_good_from_not_now(
    server: MailServer, answer: str, outcome: Rejected | Deferred
) -> None:
    server.to_content = answer
    assert await transport(server.port).deliver([letter()]) == [outcome]


async def test_tries_again_later_where_nobody_answers() -> None:
    (port,) = free_ports(1)
    outcomes = await transport(port).deliver([letter(1), letter(2)])
    assert outcomes == [Deferred("server-unavailable")] * 2


async def test_tries_again_later_where_the_connection_is_lost() -> None:
    async def hang_up(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"220 hello\r\n")
        await writer.drain()
        writer.close()

    async with await asyncio.start_server(hang_up, "127.0.0.1", 0) as listening:
        port = listening.sockets[0].getsockname()[1]
        outcomes = await transport(port).deliver([letter()])
    assert outcomes == [Deferred("server-unavailable")]


async def test_sends_nothing_in_the_clear_where_tls_was_asked_for(
    server: MailServer,
) -> None:
    (outcome,) = await transport(server.port, Tls.STARTTLS).deliver([letter()])
    assert isinstance(outcome, Deferred)
    assert server.received == []


async def test_keeps_the_letter_where_the_server_knows_no_passwords(
    server: MailServer,
) -> None:
    (outcome,) = await transport(server.port, user="register").deliver([letter()])
    assert isinstance(outcome, Deferred)
    assert server.received == []


async def test_names_nobody_in_what_it_reports(server: MailServer) -> None:
    server.to_recipient[letter(1).to] = f"550 No mailbox {letter(1).to}"
    outcomes = await transport(server.port).deliver([letter(1), letter(2)])
    assert "example.org" not in repr(outcomes)
