"""A letter in RFC 5322 form, safe against what its words might smuggle in."""

import re
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import EmailPolicy
from email.utils import format_datetime
from typing import TypeAlias
from uuid import UUID

from services.notifications.transports.port import Key, Letter
from services.notifications.transports.returns import Returns

PostingPolicy: TypeAlias = "EmailPolicy[EmailMessage]"

_MESSAGE_ID = re.compile(
    r"<?(?P<id>[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})"
    r"(?:\.(?P<number>[0-9]{1,4}))?@[^@<>\s]+>?"
)
_LOCAL_PART = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+")


@dataclass(frozen=True, slots=True)
class Sender:
    """Who the register's messages are from."""

    name: str
    address: str
    returns: Returns | None = None

    @property
    def is_written_back_to(self) -> bool:
        """Return whether what comes back is read."""
        return self.returns is not None

    def return_path(self, key: Key) -> str:
        """Return where the mail system sends a letter back to."""
        return self.returns.address_for(key) if self.returns else self.address

    @property
    def host(self) -> str:
        """Return the host under which messages are numbered."""
        return self.address.rpartition("@")[2]


class NotPostable(ValueError):
    """A letter's address or subject cannot stand in a header."""


def message_id_of(letter: Letter, sender: Sender) -> str:
    """Return the Message-ID, the same however often this delivery is tried."""
    again = f".{letter.number}" if letter.number > 1 else ""
    return f"<{letter.message_id}{again}@{sender.host}>"


def key_of_message_id(message_id: str) -> Key | None:
    """Return the delivery whose Message-ID it is; None where it is none of ours."""
    found = _MESSAGE_ID.fullmatch(message_id.strip())
    if found is None:
        return None
    return Key(UUID(found["id"]), number=int(found["number"] or 1))


def recipient_of(letter: Letter) -> str:
    """Return the recipient's address in ASCII (RFC 5890 for the host)."""
    local, _, host = letter.to.rpartition("@")
    try:
        ascii_host = host.encode("idna").decode("ascii")
    except UnicodeError as error:
        raise NotPostable("The host of the address cannot be written.") from error
    if _LOCAL_PART.fullmatch(local) is None or not ascii_host:
        raise NotPostable("The address cannot be written.")
    return f"{local}@{ascii_host}"


def posted(letter: Letter, sender: Sender, policy: PostingPolicy) -> bytes:
    """Return the letter as a mail program reads it; raises `NotPostable`.

    The library itself refuses a header with a line end in it.
    """
    message = EmailMessage(policy=policy)
    try:
        message["From"] = Address(sender.name, addr_spec=sender.address)
        mailbox, _, host = recipient_of(letter).rpartition("@")
        message["To"] = Address(username=mailbox, domain=host)
        message["Subject"] = letter.subject
    except ValueError as error:
        raise NotPostable("A header cannot be written.") from error
    message["Date"] = format_datetime(letter.written_at)
    message["Message-ID"] = message_id_of(letter, sender)
    message["Auto-Submitted"] = "auto-generated"  # RFC 3834 §5
    message["Content-Language"] = letter.language  # RFC 3282
    message.set_content(letter.body, cte="quoted-printable")
    if letter.html is not None:
        message.add_alternative(letter.html, subtype="html", cte="quoted-printable")
    return message.as_bytes()
