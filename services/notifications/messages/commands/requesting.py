"""Asking that somebody be told."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from services.notifications.wordings.wording import Wording, Words
from shared.contracts.notifications import BY_EMAIL


@dataclass(frozen=True, slots=True)
class Link:
    """What a signed link in a letter is for, and until when it is good."""

    purpose: str
    subject: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Recipient:
    """Whom a message is for; `address` is None where none is known."""

    person_id: UUID | None
    name: str | None
    address: str | None
    postal_address: str | None = None


@dataclass(frozen=True, slots=True)
class Terms:
    """Under which rule a message is owed, by when, how, and to whom it is proven.

    `notice_id` is that of the notice that a service waits for; by `next_day` channels
    it counts as served on the day after it was sent.
    """

    rule: str | None = None
    due_by: datetime | None = None
    channels: tuple[str, ...] = BY_EMAIL
    language: str = "en"
    reminder: bool = False
    notice_id: UUID | None = None
    next_day: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RequestMessage:
    """Somebody is to be told something about a stream.

    `assessor_id` asks for the recipient to be looked up among the assessors, and
    `application_id` among the applicants unless it comes with the recipient, who is
    that applicant; a recipient still None then means that the person was erased. `link`
    is what the letter's link is for, if it has one. `overdue_at` asks for what is
    overdue at that instant of the register's clock to be looked up and listed in it.
    """

    message_id: UUID
    about: str
    wording: Wording
    words: Words
    now: datetime
    recipient: Recipient | None = None
    assessor_id: str | None = None
    application_id: UUID | None = None
    link: Link | None = None
    terms: Terms = Terms()
    overdue_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class RequestAnnouncement:
    """A subscriber is to be told that the public register changed.

    `kind` is what its program tells it by, `content` the JSON that it is sent;
    `person_id` is whom the change concerns.
    """

    message_id: UUID
    about: str
    subscriber_id: UUID
    person_id: UUID | None
    kind: str
    content: str
    now: datetime
    terms: Terms
