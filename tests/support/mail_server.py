"""A real SMTP server on the loopback, which answers as it is told."""

import asyncio
import ssl
import threading
from collections import Counter
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from shared.embedded.ports import free_ports

OK = "250 OK"
GREYLISTED = "451 4.7.1 Greylisted, come back later"


@dataclass
class MailServer:
    """What came in, and what to answer to a recipient or to content.

    `greylists` puts every recipient off once; `drops` is how many of the next letters
    it takes and hangs up on without a word; `slow` are the seconds it takes before it
    answers to a recipient's host. `password` is what it asks for, if anything,
    and `on_content` is called when a text is in, before the answer.
    """

    port: int
    received: list[EmailMessage] = field(default_factory=list[EmailMessage])
    to_recipient: dict[str, str] = field(default_factory=dict[str, str])
    to_content: str = OK
    greylists: bool = False
    drops: int = 0
    slow: dict[str, float] = field(default_factory=dict[str, float])
    password: str | None = None
    on_content: Callable[[], None] | None = None
    connections: int = 0
    returned_to: list[str] = field(default_factory=list[str])
    asked: Counter[str] = field(default_factory=Counter[str])
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def times(self) -> Counter[str]:
        """Return how often each Message-ID came in."""
        return Counter(str(one["Message-ID"]) for one in self.received)

    async def handle_EHLO(  # noqa: N802 - the library's name
        self,
        _server: SMTP,
        session: Session,
        _envelope: Envelope,
        hostname: str,
        responses: list[str],
    ) -> list[str]:
        """Greet, and count those who come."""
        session.host_name = hostname
        self.connections += 1
        return responses

    async def handle_MAIL(  # noqa: N802 - the library's name
        self,
        _server: SMTP,
        _session: Session,
        envelope: Envelope,
        address: str,
        options: list[str],
    ) -> str:
        """Take the address to which the letter would come back."""
        self.returned_to.append(address)
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return OK

    async def handle_RCPT(  # noqa: N802 - the library's name
        self,
        _server: SMTP,
        _session: Session,
        envelope: Envelope,
        address: str,
        _options: list[str],
    ) -> str:
        """Answer to a recipient."""
        await asyncio.sleep(self.slow.get(address.rpartition("@")[2], 0))
        self.asked[address] += 1
        answer = self.to_recipient.get(address, OK)
        if self.greylists and self.asked[address] == 1:
            answer = GREYLISTED
        if answer == OK:
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(  # noqa: N802 - the library's name
        self, server: SMTP, _session: Session, envelope: Envelope
    ) -> str:
        """Take a message, or say no, or hang up on it."""
        if self.to_content == OK:
            content = envelope.content
            assert isinstance(content, bytes)
            with self._lock:
                self.received.append(message_from_bytes(content, policy=default))
        if self.on_content is not None:
            self.on_content()
        if self.drops:
            self.drops -= 1
            assert isinstance(server.transport, asyncio.Transport)
            server.transport.abort()
        return self.to_content

    def authenticated(
        self,
        _server: SMTP,
        _session: Session,
        _envelope: Envelope,
        _how: str,
        data: object,
    ) -> AuthResult:
        """Return whether the password was the one it asks for."""
        assert isinstance(data, LoginPassword)
        right = data.password.decode() == self.password
        return AuthResult(success=right, handled=False)


@contextmanager
def mail_server(
    tls: ssl.SSLContext | None = None,
    implicit: bool = False,
    password: str | None = None,
    port: int | None = None,
) -> Generator[MailServer]:
    """Run a mail server for as long as the context lasts."""
    server = MailServer(port or free_ports(1)[0], password=password)
    controller = Controller(
        server,
        hostname="127.0.0.1",
        port=server.port,
        ssl_context=tls if implicit else None,
        tls_context=None if implicit else tls,
        require_starttls=tls is not None and not implicit,
        auth_required=password is not None,
        auth_require_tls=not implicit,
        authenticator=server.authenticated,
    )
    controller.start()
    try:
        yield server
    finally:
        controller.stop()
