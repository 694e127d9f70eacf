"""Delivery to a mail server by SMTP (RFC 5321), one connection a batch."""

import ssl
import time
from collections.abc import Sequence
from dataclasses import dataclass
from email.policy import SMTP as CRLF
from enum import StrEnum
from pathlib import Path

import aiosmtplib

from services.notifications.transports.envelope import (
    NotPostable,
    Sender,
    message_id_of,
    posted,
    recipient_of,
)
from services.notifications.transports.port import (
    Deferred,
    Delivered,
    Desk,
    InDoubt,
    Letter,
    Outcome,
    Rejected,
    Untried,
)
from services.notifications.transports.replies import held, is_for_good, told

SERVER_UNAVAILABLE = "server-unavailable"
CONNECTION_LOST = "connection-lost"
SLOW = "server-slow"
BEHIND_A_SLOW_ONE = "behind-a-slow-one"
GOODBYE_SECONDS = 5
FAILURES = ("NOTIFY=FAILURE",)


class Tls(StrEnum):
    """How the connection is protected."""

    NONE = "none"
    STARTTLS = "starttls"
    IMPLICIT = "implicit"


@dataclass(frozen=True, slots=True)
class Server:
    """A mail server, how it is spoken to and how long it may take, in seconds.

    `content_seconds` is the patience after the text was sent: RFC 5321 §4.5.3.2.6 asks
    for ten minutes, since who hangs up earlier sends twice. A letter that took longer
    than `slow_seconds` is the last of its connection: those behind it go by another.
    Where `receipts` are wanted, the server is asked to say when a letter arrived.
    """

    host: str
    port: int
    tls: Tls = Tls.STARTTLS
    user: str | None = None
    password: str | None = None
    certificates: Path | None = None
    step_seconds: float = 60
    content_seconds: float = 600
    slow_seconds: float = 2
    receipts: bool = False

    @property
    def name(self) -> str:
        """Return what it is called in the record."""
        return f"{self.host}:{self.port}"


class SmtpTransport:
    """A mail server.

    A refusal of the recipient or of the content with 5xx is for good; everything
    else (4xx, a lost connection, a refusal of us ourselves) is worth another try.
    Between the text and the reply nothing is known: whatever ends there is in doubt.
    """

    name = "smtp"
    folds = False

    def __init__(self, sender: Sender, server: Server) -> None:
        self._sender = sender
        self._server = server

    async def deliver(self, letters: Sequence[Letter], desk: Desk) -> None:
        """Deliver the letters by one connection, telling the desk of each at once."""
        waiting = list(letters)
        connected = await self._connected()
        if isinstance(connected, str):
            nobody = Untried(connected, away=True)
            await desk.ended({one.key: nobody for one in waiting})
            return
        try:
            code = await self._deliver_all(connected, waiting, desk)
        finally:
            await _parted(connected)
        if waiting:
            await desk.ended({one.key: Untried(code) for one in waiting})

    async def _connected(self) -> aiosmtplib.SMTP | str:
        """Return a connection that serves, or why there is none."""
        try:
            server = self._connection()
            await server.connect()
        except aiosmtplib.SMTPResponseException as error:
            return f"server-{error.code}"
        except (aiosmtplib.SMTPException, OSError, ValueError):
            # TimeoutError is an OSError; a certificate may not be readable.
            return SERVER_UNAVAILABLE
        return server

    async def _deliver_all(
        self, server: aiosmtplib.SMTP, waiting: list[Letter], desk: Desk
    ) -> str:
        """Deliver while the connection serves; return why the rest was not tried."""
        while waiting:
            letter = waiting.pop(0)
            began = time.monotonic()
            outcome = await self._deliver(server, letter, desk)
            await desk.ended({letter.key: outcome})
            if not server.is_connected:
                return CONNECTION_LOST
            if time.monotonic() - began > self._server.slow_seconds:
                return BEHIND_A_SLOW_ONE
        return CONNECTION_LOST

    def _connection(self) -> aiosmtplib.SMTP:
        server = self._server
        return aiosmtplib.SMTP(
            hostname=server.host,
            port=server.port,
            username=server.user,
            password=server.password,
            timeout=server.step_seconds,
            use_tls=server.tls is Tls.IMPLICIT,
            start_tls=server.tls is Tls.STARTTLS,
            tls_context=self._tls_context(),
        )

    def _tls_context(self) -> ssl.SSLContext | None:
        if self._server.tls is Tls.NONE:
            return None
        return ssl.create_default_context(cafile=self._server.certificates)

    async def _deliver(
        self, server: aiosmtplib.SMTP, letter: Letter, desk: Desk
    ) -> Outcome:
        try:
            content = posted(letter, self._sender, CRLF)
            recipient = recipient_of(letter)
        except NotPostable:
            return Rejected("not-postable")
        refused = await self._announced(server, letter, recipient)
        if refused is not None:
            return refused
        if not await desk.begins(letter):
            await _forgotten(server)
            return Untried("not-ours-any-more")
        return await self._handed_over(server, letter, content)

    async def _announced(
        self, server: aiosmtplib.SMTP, letter: Letter, recipient: str
    ) -> Outcome | None:
        """Say from whom and to whom; return what went wrong, if anything did."""
        try:
            returned_to = self._sender.return_path(letter.key)
            notify = self._notify(server)
            await server.mail(returned_to, options=["RET=HDRS"] if notify else ())
            await server.rcpt(recipient, options=notify)
        except aiosmtplib.SMTPSenderRefused as error:
            # It is we who are refused, whatever the code: the letter is not at fault.
            await _forgotten(server)
            return Deferred(f"sender-{error.code}", held=True)
        except aiosmtplib.SMTPRecipientRefused as error:
            await _forgotten(server)
            return _refused(error)
        except TimeoutError:
            server.close()
            return Deferred(SLOW, held=True)
        except (aiosmtplib.SMTPException, OSError):
            server.close()
            return Deferred(CONNECTION_LOST, held=True)
        return None

    def _notify(self, server: aiosmtplib.SMTP) -> tuple[str, ...]:
        """Return what we ask to be told afterwards (RFC 3461), where that is known."""
        if not self._sender.is_written_back_to or not server.supports_extension("dsn"):
            return ()
        return ("NOTIFY=SUCCESS,FAILURE",) if self._server.receipts else FAILURES

    async def _handed_over(
        self, server: aiosmtplib.SMTP, letter: Letter, content: bytes
    ) -> Outcome:
        try:
            reply = await server.data(content, timeout=self._server.content_seconds)
        except aiosmtplib.SMTPDataError as error:
            await _forgotten(server)
            return _refused(error)
        except TimeoutError:
            server.close()
            return InDoubt(SLOW)
        except (aiosmtplib.SMTPException, OSError):
            server.close()
            return InDoubt(CONNECTION_LOST)
        return Delivered(
            reference=message_id_of(letter, self._sender),
            server=self._server.name,
            reply=told(reply.message),
        )


async def _parted(server: aiosmtplib.SMTP) -> None:
    """Say goodbye, if anybody listens."""
    try:
        if server.is_connected:
            await server.quit(timeout=GOODBYE_SECONDS)
    except (aiosmtplib.SMTPException, OSError):
        pass
    finally:
        server.close()


async def _forgotten(server: aiosmtplib.SMTP) -> None:
    """Have the server forget the letter begun, so that the next one can begin."""
    try:
        await server.rset()
    except (aiosmtplib.SMTPException, OSError):
        server.close()


def _refused(error: aiosmtplib.SMTPResponseException) -> Outcome:
    """Return what a reply means for the letter (RFC 5321 §4.2.1)."""
    code = f"smtp-{error.code}"
    if is_for_good(error.code, error.message):
        return Rejected(code)
    return Deferred(code, held=held(error.code, error.message))
