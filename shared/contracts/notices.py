"""Notices that need proof: a service asks for one, and notifications answers.

Whoever may go on only when a person was served asks by event, and waits. Every service
that asks has a type of its own with the fields of `NoticeRequired`.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from shared.contracts.contract import CommandData, EventData, Personal
from shared.contracts.notifications import BY_EMAIL


class Listed(BaseModel):
    """What fills a place of a template that takes several."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    entries: tuple[str, ...]


class NoticeRequired(EventData):
    """A person must be served with a notice, and the service waits for the proof.

    `kind` names the template, which `words` and `lists` fill; it is to be proven by
    `prove_by`, under `rule`, by all of `channels`.
    """

    REASON: ClassVar[str] = "service-to-be-proven"

    notice_id: UUID
    about: str
    kind: str
    rule: str
    prove_by: datetime
    channels: tuple[str, ...] = BY_EMAIL
    language: str = "en"
    person_id: Personal[UUID] = None
    name: Personal[str] = None
    email: Personal[str] = None
    postal_address: Personal[str] = None
    words: Personal[Mapping[str, str]] = None
    lists: Personal[tuple[Listed, ...]] = None


class ApplicationNoticeRequired(NoticeRequired):
    """The applications service waits for proof that a person was served."""

    TYPE: ClassVar[str] = "register.applications.application-notice-required.v1"


class NoticeServed(EventData):
    """The notice was served on `served_on`, sent on `sent_on` by the last `channel`.

    `reference` finds the proof where the delivery was handed over, and names nobody.
    """

    TYPE: ClassVar[str] = "register.notifications.notice-served.v1"
    REASON: ClassVar[str] = "service-proven"

    message_id: UUID
    notice_id: UUID
    about: str
    channel: str
    sent_on: date
    served_on: date
    reference: str | None


class NoticeUnserved(EventData):
    """The notice serves nobody: it failed, came back, or was withdrawn.

    It may follow on `NoticeServed`; a later `NoticeServed` counts from its own day.
    """

    TYPE: ClassVar[str] = "register.notifications.notice-unserved.v1"
    REASON: ClassVar[str] = "service-failed"

    message_id: UUID
    notice_id: UUID
    about: str
    code: str


EVENTS: tuple[type[EventData], ...] = (
    ApplicationNoticeRequired,
    NoticeServed,
    NoticeUnserved,
)
COMMANDS: tuple[type[CommandData], ...] = ()
