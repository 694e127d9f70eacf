"""The event by which the registrar refers an application to a panel (domain §1.5)."""

from typing import ClassVar
from uuid import UUID

from shared.contracts.contract import CommandData, EventData, Personal


class ApplicationReferred(EventData):
    """The registrar referred the application to the health and character panel.

    `ground` is a code, `health` or `character`; the application is decided after the
    panel has found.
    """

    TYPE: ClassVar[str] = "register.applications.application-referred.v1"
    REASON: ClassVar[str] = "for-the-panel"

    application_id: UUID
    ground: str
    person_id: Personal[UUID] = None
    explanation: Personal[str] = None


EVENTS: tuple[type[EventData], ...] = (ApplicationReferred,)
COMMANDS: tuple[type[CommandData], ...] = ()
