"""Events and commands of serving a refusal: it is final when it was served in time.

The refusal of some of the scopes, by an admission in fewer, is served as one of all.
"""

from datetime import date
from typing import ClassVar
from uuid import UUID

from shared.contracts.contract import CommandData, EventData


class RefusalServed(EventData):
    """The refusal was served; an appeal may be lodged until `appeal_by`, included."""

    TYPE: ClassVar[str] = "register.applications.refusal-served.v1"
    REASON: ClassVar[str] = "service-proven"

    application_id: UUID
    notice_id: UUID
    served_on: date
    appeal_by: date


class RefusalUnserved(EventData):
    """The notice of the refusal failed or came back: no time to appeal runs."""

    TYPE: ClassVar[str] = "register.applications.refusal-unserved.v1"
    REASON: ClassVar[str] = "service-failed"

    application_id: UUID
    notice_id: UUID
    code: str


class RefusalClosed(EventData):
    """The refusal is final: it was served, and no appeal is open after the last day."""

    TYPE: ClassVar[str] = "register.applications.refusal-closed.v1"
    REASON: ClassVar[str] = "appeal-time-over"

    application_id: UUID
    served_on: date
    appeal_was_by: date


class CloseRefused(CommandData):
    """Close an application that was refused, as final."""

    TYPE: ClassVar[str] = "register.applications.close-refused.v1"

    application_id: UUID


EVENTS: tuple[type[EventData], ...] = (RefusalServed, RefusalUnserved, RefusalClosed)
COMMANDS: tuple[type[CommandData], ...] = (CloseRefused,)
