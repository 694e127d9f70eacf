"""What arrives: a record judged by its contract, before anybody acts on it. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import cast

from pydantic import ValidationError

from shared.contracts.catalogue import EVENTS
from shared.contracts.contract import EventData
from shared.contracts.envelope import CONTENT_TYPE, Envelope, decode
from shared.contracts.sealing import unseal
from shared.contracts.speakers import carries, may_say
from shared.errors import Unreadable
from shared.messaging.broker import KafkaRecord
from shared.messaging.headers import text_header
from shared.tracing import HEADER as TRACE_HEADER
from shared.tracing import known_traceparent

UNREADABLE, UNKNOWN_TYPE = "unreadable", "unknown-type"
READ_LATELY = 2048
"""So many records are read once for all capabilities of a service, which hear the same
topics a moment apart. What is disclosed with a record is not kept."""

NOWHERE = (f"{UNREADABLE}/", 1)


@dataclass(frozen=True, slots=True)
class Heard:
    """An event that its contract accepts, with the disclosures that came along."""

    stream: str
    version: int
    envelope: Envelope
    event: EventData
    raw: bytes
    disclosures: str
    traceparent: str | None = None

    @property
    def source(self) -> str:
        """Who says it."""
        return self.envelope.source


@dataclass(frozen=True, slots=True)
class Unheard:
    """A record that cannot be acted on, and why.

    Where even the envelope cannot be read, its stream is made of its place in Kafka
    (topic, partition, time) and it holds up nobody.
    """

    stream: str
    version: int
    reason: str
    sentence: str
    source: str
    raw: bytes
    disclosures: str
    holds_up: bool


Arrival = Heard | Unheard


def judge(record: KafkaRecord) -> Arrival:
    """Return the record as an arrival; never raises."""
    headers = cast("Sequence[tuple[str, bytes | None]]", record.headers)
    disclosures = text_header(headers, "disclosures")
    # An offset alone comes again when Kafka was emptied.
    place = (
        f"{UNREADABLE}/{record.topic}/{record.partition}/{record.timestamp}",
        record.offset + 1,
    )
    content_type = text_header(headers, "content-type").split(";")[0].strip()
    if content_type != CONTENT_TYPE:
        return Unheard(
            *place,
            UNREADABLE,
            f"The record's content type is not {CONTENT_TYPE}.",
            "",
            record.value or b"",
            _storable(disclosures),
            holds_up=False,
        )
    arrival = judge_bytes(record.value or b"", disclosures, place)
    source = arrival.source
    if source and not carries(record.topic, source):
        # Like what is said by somebody else, it holds up no stream.
        return Unheard(
            *place,
            UNREADABLE,
            "The event came by a topic that is not its source's.",
            source,
            record.value or b"",
            _storable(disclosures),
            holds_up=False,
        )
    traceparent = known_traceparent(text_header(headers, TRACE_HEADER))
    if traceparent is None or isinstance(arrival, Unheard):
        return arrival
    return replace(arrival, traceparent=traceparent)


def judge_bytes(
    raw: bytes, disclosures: str, place: tuple[str, int] = NOWHERE
) -> Arrival:
    """Return an event's bytes and disclosures as an arrival; never raises.

    Whatever nobody foresaw of a record makes that record unreadable: it may hold up
    no partition.
    """
    try:
        return _judge_bytes(raw, disclosures, place)
    except Exception as error:  # noqa: BLE001 - see above
        return Unheard(
            *place,
            UNREADABLE,
            f"{type(error).__name__} while reading the record.",
            "",
            raw,
            _storable(disclosures),
            holds_up=False,
        )


def _judge_bytes(raw: bytes, disclosures: str, place: tuple[str, int]) -> Arrival:
    try:
        envelope = _envelope(raw)
    except Unreadable as error:
        return Unheard(
            *place,
            UNREADABLE,
            error.sentence,
            "",
            raw,
            _storable(disclosures),
            holds_up=False,
        )
    if envelope.type not in EVENTS:
        return _unheard(
            envelope, raw, disclosures, UNKNOWN_TYPE, "The event's type is not known."
        )
    if not may_say(envelope.source, envelope.type):
        # It is not of the stream that it names, and holds that up for nobody.
        return Unheard(
            *place,
            UNREADABLE,
            "The event is said by somebody whose word it is not.",
            envelope.source,
            raw,
            _storable(disclosures),
            holds_up=False,
        )
    try:
        event = _disclosed(envelope, disclosures) if disclosures else _sealed(raw)
    except Unreadable as error:
        return _unheard(envelope, raw, disclosures, UNREADABLE, error.sentence)
    except ValidationError as error:
        fields = sorted(
            {str(fault["loc"][0]) for fault in error.errors() if fault["loc"]}
        )
        sentence = f"The event breaks its contract in: {', '.join(fields)}."
        return _unheard(envelope, raw, disclosures, UNREADABLE, sentence)
    return Heard(envelope.subject, envelope.sequence, envelope, event, raw, disclosures)


once = lru_cache(READ_LATELY)
"""Reads the same bytes once, as long as they are of late."""

_envelope = once(decode)


def _disclosed(envelope: Envelope, disclosures: str) -> EventData:
    data = unseal(envelope.data, filter(None, disclosures.split("~")))
    return EVENTS[envelope.type].model_validate(data)


@once
def _sealed(raw: bytes) -> EventData:
    return _disclosed(_envelope(raw), "")


def _unheard(
    envelope: Envelope, raw: bytes, disclosures: str, reason: str, sentence: str
) -> Unheard:
    return Unheard(
        envelope.subject,
        envelope.sequence,
        reason,
        sentence,
        envelope.source,
        raw,
        _storable(disclosures),
        holds_up=True,
    )


def _storable(disclosures: str) -> str:
    """Return the disclosures where they can be any, else nothing."""
    return disclosures if disclosures.isascii() and disclosures.isprintable() else ""
