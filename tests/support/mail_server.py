"""A real SMTP server on the loopback, which answers as it is told."""

from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from shared.embedded.ports import free_ports

OK = "250 OK"


@dataclass
class MailServer:
    """What came in, and what to answer to a recipient or to content."""

    port: int
    received: list[EmailMessage] = field(default_factory=list[EmailMessage])
    to_recipient: dict[str, str] = field(default_factory=dict[str, str])
    to_content: str = OK

    async def handle_RCPT(  # noqa: N802 - the library's name
        self,
        _server: SMTP,
        _session: Session,
        envelope: Envelope,
        address: str,
        _options: list[str],
    ) -> str:
        """Answer to a recipient."""
        answer = self.to_recipient.get(address, OK)
        if answer == OK:
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(  # noqa: N802 - the library's name
        self, _server: SMTP, _session: Session, envelope: Envelope
    ) -> str:
        """Take a message, or say no."""
        if self.to_content == OK:
            content = envelope.content
            assert isinstance(content, bytes)
            self.received.append(message_from_bytes(content, policy=default))
        return self.to_content


@contextmanager
def mail_server() -> Generator[MailServer]:
    """Run a mail server for as long as the context lasts."""
    (port,) = free_ports(1)
    server = MailServer(port)
    controller = Controller(server, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield server
    finally:
        controller.stop()
