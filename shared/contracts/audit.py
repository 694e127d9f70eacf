"""Events of the audit service: what it found on the way into the log."""

from collections.abc import Mapping
from datetime import date
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


class StreamHeads(EventData):
    """The last version of every stream in the log's first `size` entries.

    `root` is the hash, in hex, of the RFC 6962 tree whose leaves are the `count`
    pairs `[stream, version]` in canonical JSON, in the byte order of the streams.
    """

    TYPE: ClassVar[str] = "register.audit.stream-heads.v1"
    REASON: ClassVar[str] = "heads-are-due"

    size: int
    count: int
    root: str


class GapDetected(EventData):
    """Versions of a stream are missing in the log, both ends included.

    `source` is the service that recorded them; `found_by` says how it was noticed:
    `later-version` is logged, or the `producers-store` has more.
    """

    TYPE: ClassVar[str] = "register.audit.gap-detected.v1"
    REASON: ClassVar[str] = "versions-missing"

    stream: str
    source: str
    from_version: int
    to_version: int
    found_by: str


class GapFilled(EventData):
    """Versions that were missing are in the log now, both ends included."""

    TYPE: ClassVar[str] = "register.audit.gap-filled.v1"
    REASON: ClassVar[str] = "versions-logged"

    stream: str
    from_version: int
    to_version: int


class LogHandedOver(EventData):
    """The log ends with this entry and goes on under another origin and key."""

    TYPE: ClassVar[str] = "register.audit.log-handed-over.v1"
    REASON: ClassVar[str] = "key-rotated"

    origin: str
    new_origin: str
    new_vkey: str


class LogOpened(EventData):
    """A log opens after another, whose last known checkpoint it holds verbatim.

    `holds_previous` tells whether the entries before this one are the other log's.
    """

    TYPE: ClassVar[str] = "register.audit.log-opened.v1"
    REASON: ClassVar[str] = "log-opened"

    origin: str
    vkey: str
    previous_origin: str
    previous_vkey: str
    previous_checkpoint: str
    holds_previous: bool


class ReportIssued(EventData):
    """A report was computed, and this is what came of it.

    `document_sha256` is the SHA-256, in hex, of its canonical JSON, at the checkpoint
    of `log_size` entries whose root, in hex, is `log_root`. `frozen` holds the rows
    over personal fields in canonical JSON, by table: an erasure changes them.
    """

    TYPE: ClassVar[str] = "register.audit.report-issued.v1"
    REASON: ClassVar[str] = "report-computed"

    name: str
    period_from: date | None
    period_to: date | None
    days: str
    small_numbers_below: int
    personal_fields: str
    log_origin: str
    log_size: int
    log_root: str
    document_sha256: str
    provisional: bool
    frozen: Mapping[str, str]


EVENTS: tuple[type[EventData], ...] = (
    ReportIssued,
    RecordQuarantined,
    ConflictDetected,
    StreamHeads,
    GapDetected,
    GapFilled,
    LogHandedOver,
    LogOpened,
)
COMMANDS: tuple[type[CommandData], ...] = ()

MADE_BY_THE_LOG: frozenset[str] = frozenset(
    contract.TYPE
    for contract in (
        RecordQuarantined,
        ConflictDetected,
        StreamHeads,
        GapDetected,
        GapFilled,
        LogHandedOver,
        LogOpened,
    )
)
"""What the log finds about itself: no service says it, and no topic carries it."""
