"""Delivering by SMTP, to a real mail server."""

import asyncio
from collections.abc import Generator
from dataclasses import replace
from typing import Any

import pytest

from services.notifications.transports.envelope import Sender
from services.notifications.transports.port import (
    Deferred,
    Delivered,
    InDoubt,
    Rejected,
    Untried,
)
from services.notifications.transports.returns import Returns
from services.notifications.transports.smtp import Server, SmtpTransport, Tls
from shared.embedded.ports import free_ports
from tests.support.certificates import Certificate, certificate
from tests.support.desks import RememberingDesk, delivered
from tests.support.mail_server import MailServer, mail_server
from tests.support.messages import letter

pytestmark = pytest.mark.integration

SENDER = Sender("Professional register", "register@register.example")
NOBODY = Untried("server-unavailable", away=True)


@pytest.fixture
def server() -> Generator[MailServer]:
    """A mail server that takes everything."""
    with mail_server() as running:
        yield running


@pytest.fixture(scope="module")
def own_certificate(tmp_path_factory: pytest.TempPathFactory) -> Certificate:
    """A certificate for the loopback."""
    return certificate(tmp_path_factory.mktemp("certificate"), "127.0.0.1")


def transport(port: int, sender: Sender = SENDER, **how: Any) -> SmtpTransport:  # noqa: ANN401
    usual: dict[str, Any] = {"tls": Tls.NONE, **how}
    return SmtpTransport(sender, Server("127.0.0.1", port, **usual))


async def test_hands_over_every_letter_with_its_message_id(server: MailServer) -> None:
    outcomes = await delivered(transport(server.port), letter(1), letter(2))
    ids = [message["Message-ID"] for message in server.received]
    where = f"127.0.0.1:{server.port}"
    assert outcomes == [Delivered(one, where, "OK") for one in ids]
    assert [one["To"] for one in server.received] == [letter(1).to, letter(2).to]
    assert "Dear Zoë" in server.received[0].get_content()


async def test_takes_one_connection_for_a_batch(server: MailServer) -> None:
    letters = [letter(number) for number in range(20)]
    await delivered(transport(server.port), *letters)
    assert len(server.received) == 20
    assert server.connections == 1


async def test_says_that_a_letter_leaves_before_it_does(server: MailServer) -> None:
    class Looking(RememberingDesk):
        async def begins(self, letter: Any) -> bool:  # noqa: ANN401
            assert server.asked[letter.to] == 1
            assert server.received == []
            return await super().begins(letter)

    desk = Looking()
    await delivered(transport(server.port), letter(1), desk=desk)
    assert desk.begun == [letter(1).key]


async def test_sends_nothing_that_is_not_ours_any_more(server: MailServer) -> None:
    desk = RememberingDesk(ours=False)
    outcomes = await delivered(transport(server.port), letter(1), letter(2), desk=desk)
    assert outcomes == [Untried("not-ours-any-more")] * 2
    assert server.received == []


async def test_takes_5xx_for_a_recipient_as_for_good_and_goes_on(
    server: MailServer,
) -> None:
    server.to_recipient[letter(1).to] = "550 No such mailbox person-1@example.org"
    desk = RememberingDesk()
    outcomes = await delivered(transport(server.port), letter(1), letter(2), desk=desk)
    assert outcomes[0] == Rejected("smtp-550")
    assert isinstance(outcomes[1], Delivered)
    assert desk.begun == [letter(2).key]


async def test_takes_4xx_for_a_recipient_as_not_now(server: MailServer) -> None:
    server.to_recipient[letter(1).to] = "451 Try later"
    outcomes = await delivered(transport(server.port), letter(1), letter(2))
    assert outcomes[0] == Deferred("smtp-451")
    assert isinstance(outcomes[1], Delivered)


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        ("554 Refused", Rejected("smtp-554")),
        ("452 Full", Deferred("smtp-452")),
        ("550 4.7.28 Too fast", Deferred("smtp-550", held=True)),
    ],
)
async def test_tells_content_refused_for_good_from_not_now(
    server: MailServer, answer: str, outcome: Rejected | Deferred
) -> None:
    server.to_content = answer
    assert await delivered(transport(server.port), letter()) == [outcome]


async def test_is_in_doubt_where_the_server_hangs_up_on_the_text(
    server: MailServer,
) -> None:
    server.drops = 1
    outcomes = await delivered(transport(server.port), letter(1), letter(2))
    assert outcomes == [InDoubt("connection-lost"), Untried("connection-lost")]
    assert [one["To"] for one in server.received] == [letter(1).to]


async def test_leaves_those_behind_a_slow_one_to_another_connection(
    server: MailServer,
) -> None:
    server.slow["slow.example"] = 0.3
    first = letter(1, to="zoe@slow.example")
    sending = transport(server.port, slow_seconds=0.1)
    outcomes = await delivered(sending, first, letter(2))
    assert isinstance(outcomes[0], Delivered)
    assert outcomes[1] == Untried("behind-a-slow-one")


async def test_gives_a_server_only_so_long_to_answer(server: MailServer) -> None:
    server.slow["slow.example"] = 1
    first = letter(1, to="zoe@slow.example")
    sending = transport(server.port, step_seconds=0.2)
    outcomes = await delivered(sending, first, letter(2))
    assert outcomes == [Deferred("server-slow", held=True), Untried("connection-lost")]


async def test_tries_again_later_where_nobody_answers() -> None:
    (port,) = free_ports(1)
    assert await delivered(transport(port), letter(1), letter(2)) == [NOBODY] * 2


async def test_tries_again_later_where_the_connection_is_lost() -> None:
    async def hang_up(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"220 hello\r\n")
        await writer.drain()
        writer.close()

    async with await asyncio.start_server(hang_up, "127.0.0.1", 0) as listening:
        port = listening.sockets[0].getsockname()[1]
        (outcome,) = await delivered(transport(port), letter())
    assert isinstance(outcome, Deferred | Untried)


@pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")
@pytest.mark.parametrize("tls", [Tls.STARTTLS, Tls.IMPLICIT])
async def test_goes_under_tls_with_a_password(
    own_certificate: Certificate, tls: Tls
) -> None:
    implicit = tls is Tls.IMPLICIT
    with mail_server(own_certificate.context, implicit, password="secret") as server:
        sending = transport(
            server.port,
            tls=tls,
            certificates=own_certificate.path,
            user="register",
            password="secret",
        )
        (outcome,) = await delivered(sending, letter())
        assert isinstance(outcome, Delivered)
        wrong = transport(
            server.port,
            tls=tls,
            certificates=own_certificate.path,
            user="register",
            password="wrong",
        )
        assert await delivered(wrong, letter(2)) == [Untried("server-535", away=True)]


async def test_goes_to_no_server_whose_certificate_is_another_s(
    own_certificate: Certificate,
) -> None:
    with mail_server(own_certificate.context) as server:
        outcomes = await delivered(transport(server.port, tls=Tls.STARTTLS), letter())
        assert outcomes == [NOBODY]
        assert server.received == []


async def test_sends_nothing_in_the_clear_where_tls_was_asked_for(
    server: MailServer,
) -> None:
    outcomes = await delivered(transport(server.port, tls=Tls.STARTTLS), letter())
    assert outcomes == [NOBODY]
    assert server.received == []


async def test_keeps_the_letter_where_the_server_knows_no_passwords(
    server: MailServer,
) -> None:
    sending = transport(server.port, user="register", password="secret")
    assert await delivered(sending, letter()) == [NOBODY]
    assert server.received == []


async def test_comes_back_to_an_address_that_names_the_letter_alone(
    server: MailServer,
) -> None:
    returns = Returns("bounces@register.example", b"secret")
    sender = replace(SENDER, returns=returns)
    await delivered(transport(server.port, sender), letter())
    (address,) = server.returned_to
    assert returns.key_of(address) == letter().key
    assert "person" not in address


async def test_names_nobody_in_what_it_reports(server: MailServer) -> None:
    server.to_recipient[letter(1).to] = f"550 No mailbox {letter(1).to}"
    server.to_content = f"250 OK queued for {letter(2).to} as 4ABC"
    outcomes = await delivered(transport(server.port), letter(1), letter(2))
    assert isinstance(outcomes[1], Delivered)
    assert "example.org" not in repr(outcomes)
