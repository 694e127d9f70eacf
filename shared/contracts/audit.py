"""Events of the audit service: what it found on the way into the log."""

from typing import ClassVar

from shared.contracts.contract import CommandData, EventData


class RecordQuarantined(EventData):
    """A record could not be an entry; its digest is one, its bytes rest apart."""

    TYPE: ClassVar[str] = "register.audit.record-quarantined.v1"
    REASON: ClassVar[str] = "not-an-event"

    topic: str
    partition: int
    offset: int
    sha256: str
    cause: str


class ConflictDetected(EventData):
    """Two different events claim the same version of a stream."""

    TYPE: ClassVar[str] = "register.audit.conflict-detected.v1"
    REASON: ClassVar[str] = "same-version-other-content"

    stream: str
    version: int
    logged_leaf_hash: str
    other_leaf_hash: str


EVENTS: tuple[type[EventData], ...] = (RecordQuarantined, ConflictDetected)
COMMANDS: tuple[type[CommandData], ...] = ()
