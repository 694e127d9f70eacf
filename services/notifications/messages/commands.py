"""What can be asked of a message."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias
from uuid import UUID

Words: TypeAlias = Mapping[str, str | int | Sequence[str]]
"""What fills a wording's places."""

LINK_PLACE = "<link>"
"""Where a letter's link will stand: it is made as the letter is sent, and not kept."""


@dataclass(frozen=True, slots=True)
class Link:
    """What a signed link in a letter is for, and until when it is good."""

    purpose: str
    subject: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Wording:
    """One version of the text of a kind of message; never changed once used."""

    name: str
    version: int
    text: str


@dataclass(frozen=True, slots=True)
class Recipient:
    """Whom a message is for; `address` is None where none is known."""

    person_id: UUID | None
    name: str | None
    address: str | None


@dataclass(frozen=True, slots=True)
class RequestMessage:
    """Somebody is to be told something about a stream.

    `assessor_id` asks for the recipient to be looked up among the assessors; a
    recipient still None then means that the person was erased. `link` is what the
    letter's link is for, if it has one.
    """

    message_id: UUID
    about: str
    wording: Wording
    words: Words
    now: datetime
    recipient: Recipient | None = None
    assessor_id: str | None = None
    link: Link | None = None


@dataclass(frozen=True, slots=True)
class RecordSent:
    """The transport took the message over; `reference` finds it there."""

    message_id: UUID
    transport: str
    reference: str
    now: datetime


@dataclass(frozen=True, slots=True)
class RecordFailed:
    """The transport refused the message for good, or was tried for too long."""

    message_id: UUID
    transport: str
    code: str
    now: datetime


Command = RequestMessage | RecordSent | RecordFailed
