"""The envelope: a CloudEvents 1.0 event or command in RFC 8785 canonical JSON.

The bytes made here are what the store keeps, what the Kafka record's value holds and
what the audit log hashes: they are made once and never again.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import cast
from uuid import UUID

from shared.contracts.canonical import (
    SAFE_INTEGER,
    Json,
    canonical,
    canonical_envelope,
    parse,
)
from shared.errors import Unreadable

CONTENT_TYPE = "application/cloudevents+json"
MAX_ENTRY_BYTES = 65_535
LONGEST_TEXT = 500
"""Of the envelope's own texts, which become keys and routes."""


_EVENT_TEXTS = (
    "id",
    "type",
    "source",
    "subject",
    "sequence",
    "time",
    "walltime",
    "effective",
    "actor",
    "reason",
    "rulebook",
    "correlationid",
    "causationid",
)


@dataclass(frozen=True, slots=True)
class Envelope:
    """Who said what about which stream, when, why and under which rules.

    `time` is the register's clock, `walltime` the machine's; both UTC. `sequence` is
    the stream version, from 1. `effective` is the register's own date (Europe/London).
    """

    id: UUID
    type: str
    source: str
    subject: str
    sequence: int
    time: datetime
    walltime: datetime
    effective: date
    actor: str
    reason: str
    rulebook: str
    correlationid: UUID
    causationid: UUID
    data: Mapping[str, Json]


@dataclass(frozen=True, slots=True)
class CommandEnvelope:
    """Who asks for what; `expectedversion` where the sender has read the stream."""

    id: UUID
    type: str
    subject: str
    time: datetime
    actor: str
    correlationid: UUID
    expectedversion: int | None
    data: Mapping[str, Json]


def encode(envelope: Envelope) -> bytes:
    """Return the event's one canonical form."""
    return canonical_envelope(
        {
            "specversion": "1.0",
            "id": envelope.id,
            "type": envelope.type,
            "source": envelope.source,
            "subject": envelope.subject,
            "sequence": str(envelope.sequence),
            "time": instant(envelope.time),
            "walltime": instant(envelope.walltime),
            "effective": envelope.effective,
            "actor": envelope.actor,
            "reason": envelope.reason,
            "rulebook": envelope.rulebook,
            "correlationid": envelope.correlationid,
            "causationid": envelope.causationid,
            "datacontenttype": "application/json",
        },
        envelope.data,
    )


def decode(raw: bytes) -> Envelope:
    """Return the event that `raw` holds, else `Unreadable`."""
    value = parse(raw)
    _require_cloudevent(value)
    texts = {name: _text(value, name) for name in _EVENT_TEXTS}
    try:
        return Envelope(
            id=UUID(texts["id"]),
            type=texts["type"],
            source=texts["source"],
            subject=texts["subject"],
            sequence=_positive(texts["sequence"]),
            time=_instant(texts["time"]),
            walltime=_instant(texts["walltime"]),
            effective=_date(texts["effective"]),
            actor=texts["actor"],
            reason=texts["reason"],
            rulebook=texts["rulebook"],
            correlationid=_same_uuid(texts["correlationid"]),
            causationid=_same_uuid(texts["causationid"]),
            data=_object(value, "data"),
        )
    except (OverflowError, ValueError) as error:
        raise Unreadable(
            "The record is not an event: a field cannot be read."
        ) from error


def encode_command(command: CommandEnvelope) -> bytes:
    """Return the command's one canonical form."""
    fields: dict[str, object] = {
        "specversion": "1.0",
        "id": str(command.id),
        "type": command.type,
        "source": "/commands",
        "subject": command.subject,
        "time": instant(command.time),
        "actor": command.actor,
        "correlationid": str(command.correlationid),
        "datacontenttype": "application/json",
        "data": command.data,
    }
    if command.expectedversion is not None:
        fields["expectedversion"] = str(command.expectedversion)
    return canonical(fields)


def decode_command(raw: bytes) -> CommandEnvelope:
    """Return the command that `raw` holds, else `Unreadable`."""
    value = parse(raw)
    _require_cloudevent(value)
    try:
        expected = value.get("expectedversion")
        return CommandEnvelope(
            id=UUID(_text(value, "id")),
            type=_text(value, "type"),
            subject=_text(value, "subject"),
            time=_instant(_text(value, "time")),
            actor=_text(value, "actor"),
            correlationid=UUID(_text(value, "correlationid")),
            expectedversion=None if expected is None else int(cast("str", expected)),
            data=_object(value, "data"),
        )
    except (OverflowError, TypeError, ValueError) as error:
        raise Unreadable(
            "The record is not a command: a field cannot be read."
        ) from error


def instant(moment: datetime) -> str:
    """Return an aware instant as RFC 3339 in UTC, to the microsecond."""
    if moment.tzinfo is None:
        raise Unreadable("An instant without a time zone is not an instant.")
    return _utc_text(moment if moment.tzinfo is UTC else moment.astimezone(UTC))


@lru_cache(maxsize=1024)
def _utc_text(moment: datetime) -> str:
    # In UTC only: elsewhere the two instants of a repeated hour count as equal.
    return f"{moment.replace(tzinfo=None).isoformat(timespec='microseconds')}Z"


def _require_cloudevent(value: Mapping[str, Json]) -> None:
    if value.get("specversion") != "1.0":
        raise Unreadable("The record is not a CloudEvent 1.0.")


def _text(value: Mapping[str, Json], name: str) -> str:
    field = value.get(name)
    if not isinstance(field, str) or not field:
        raise Unreadable(f"The record is not an event: it has no text '{name}'.")
    if len(field) > LONGEST_TEXT or not field.isprintable():
        raise Unreadable(f"The record's '{name}' is too long or not printable.")
    return field


def _object(value: Mapping[str, Json], name: str) -> dict[str, Json]:
    field = value.get(name)
    if not isinstance(field, dict):
        raise Unreadable(f"The record is not an event: '{name}' is not an object.")
    return field


# A batch shares its instants, its dates and what caused it: these are read once.
_same_uuid = lru_cache(maxsize=4096)(UUID)
_date = lru_cache(maxsize=256)(date.fromisoformat)


@lru_cache(maxsize=1024)
def _instant(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise Unreadable("An instant of the record has no time zone.")
    return moment.astimezone(UTC)


def _positive(text: str) -> int:
    number = int(text)
    if not 1 <= number <= SAFE_INTEGER or str(number) != text:
        raise Unreadable("The record's 'sequence' is not a version from 1.")
    return number
