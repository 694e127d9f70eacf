"""Events about looking: who was shown what, and who was turned away (domain §5.4)."""

from enum import StrEnum
from typing import ClassVar
from uuid import UUID

from shared.contracts.contract import CommandData, EventData, Personal

PURPOSE_HEADER = "X-Purpose"
PURPOSE_REASON_HEADER = "X-Purpose-Reason"
"""The headers by which a program says why it looks; words percent-encoded in UTF-8."""


class LookOutcome(StrEnum):
    """What became of a look."""

    SHOWN = "shown"
    NOT_FOUND = "not-found"


class Looked(EventData):
    """Somebody was shown personal material, or searched for it; the envelope says who.

    `kind` is what was looked at, `action` the permission that allowed it, `subject` an
    opaque stream where there is one. `sought` is the search as it was typed,
    `explanation` why, where the purpose asks for words.
    """

    TYPE: ClassVar[str] = "register.views.looked.v1"
    REASON: ClassVar[str] = "looked"

    kind: str
    action: str
    outcome: LookOutcome
    purpose: str
    subject: str | None = None
    results: int | None = None
    person_id: Personal[UUID] = None
    sought: Personal[str] = None
    explanation: Personal[str] = None


class AttemptRefused(EventData):
    """Somebody known tried what their role does not allow, once or more in a minute.

    `subject` is the opaque stream of the last attempt, where it named one.
    """

    TYPE: ClassVar[str] = "register.views.attempt-refused.v1"
    REASON: ClassVar[str] = "not-permitted"

    action: str
    attempts: int
    subject: str | None = None


EVENTS: tuple[type[EventData], ...] = (Looked, AttemptRefused)
COMMANDS: tuple[type[CommandData], ...] = ()
