"""Delivery to a mail server by SMTP (RFC 5321), one connection a batch."""

import asyncio
from collections.abc import Sequence
from email.policy import SMTP as CRLF
from enum import StrEnum

import aiosmtplib

from services.notifications.transports.envelope import (
    NotPostable,
    Sender,
    message_id_of,
    posted,
    recipient_of,
)
from services.notifications.transports.port import (
    PATIENCE_SECONDS,
    Deferred,
    Delivered,
    Letter,
    Outcome,
    Rejected,
)

STEP_SECONDS = 10
PERMANENT = range(500, 600)


class Tls(StrEnum):
    """How the connection is protected."""

    NONE = "none"
    STARTTLS = "starttls"
    IMPLICIT = "implicit"


class SmtpTransport:
    """A mail server.

    A refusal of the recipient or of the content with 5xx is for good; everything
    else (4xx, a lost connection, a refusal of us ourselves) is worth another try.
    """

    def __init__(
        self,
        sender: Sender,
        host: str,
        port: int,
        tls: Tls = Tls.STARTTLS,
        user: str | None = None,
        password: str | None = None,
    ) -> None:
        self._sender = sender
        self._host = host
        self._port = port
        self._tls = tls
        self._user = user
        self._password = password

    @property
    def name(self) -> str:
        """Return what the transport is called in the record."""
        return "smtp"

    async def deliver(self, letters: Sequence[Letter]) -> Sequence[Outcome]:
        """Return what became of each letter."""
        outcomes: list[Outcome] = []
        code = "server-unavailable"
        try:
            async with asyncio.timeout(PATIENCE_SECONDS), self._connection() as server:
                for letter in letters:
                    outcome = await self._deliver(server, letter)
                    # One by one: a failure must find those before it counted.
                    outcomes.append(outcome)
        except aiosmtplib.SMTPResponseException as error:
            code = f"smtp-{error.code}"
        except (aiosmtplib.SMTPException, OSError):
            pass  # TimeoutError is an OSError: patience ended
        untried = len(letters) - len(outcomes)
        return [*outcomes, *[Deferred(code)] * untried]

    def _connection(self) -> aiosmtplib.SMTP:
        return aiosmtplib.SMTP(
            hostname=self._host,
            port=self._port,
            username=self._user,
            password=self._password,
            timeout=STEP_SECONDS,
            use_tls=self._tls is Tls.IMPLICIT,
            start_tls=self._tls is Tls.STARTTLS,
        )

    async def _deliver(self, server: aiosmtplib.SMTP, letter: Letter) -> Outcome:
        try:
            content = posted(letter, self._sender, CRLF)
            recipient = recipient_of(letter)
        except NotPostable:
            return Rejected("not-postable")
        try:
            await server.sendmail(self._sender.address, [recipient], content)
        except aiosmtplib.SMTPRecipientsRefused as error:
            return _refused(error.recipients[0].code)
        except aiosmtplib.SMTPDataError as error:
            return _refused(error.code)
        return Delivered(message_id_of(letter, self._sender))


def _refused(code: int) -> Outcome:
    """Return what a reply code means for the letter (RFC 5321 §4.2.1)."""
    return Rejected(f"smtp-{code}") if code in PERMANENT else Deferred(f"smtp-{code}")
