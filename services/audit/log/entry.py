"""The shapes on the way into the log: a record, and the entry that it becomes."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID

Headers = Sequence[tuple[str, bytes | None]]


class Cause(StrEnum):
    """Why a record is quarantined."""

    EMPTY = "empty"
    TOO_LONG = "too-long"
    WRONG_CONTENT_TYPE = "wrong-content-type"
    NOT_AN_EVENT = "not-an-event"
    UNKNOWN_TYPE = "unknown-type"
    WRONG_SOURCE = "source-of-another-topic"
    OF_ANOTHER_SERVICE = "type-of-another-service"
    UNKNOWN_FIELD = "unknown-field"
    MISSING_FIELD = "missing-field"
    PERSONAL_IN_CLEAR = "personal-data-in-clear"
    RESERVED = "reserved-name"
    CONFLICT = "same-version-other-content"


class Arrival(NamedTuple):
    """A record as Kafka gave it, and where it lay."""

    topic: str
    partition: int
    offset: int
    value: bytes | None
    headers: Headers


class Entry(NamedTuple):
    """An event on its way into the log; `raw` is what is hashed."""

    raw: bytes
    leaf: bytes
    stream: str
    version: int
    event_id: UUID
    type: str
    source: str
    recorded_at: datetime
    keys: tuple[str, ...]
    disclosures: tuple[str, ...] = ()
    person_id: UUID | None = None
