"""What a Kafka record is to the log: an event to be logged, or a cause why not.

An entry is kept for ever, so what goes in is judged strictly: it is a known event in
canonical form, without personal data in clear. Everything else is quarantined.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from uuid import UUID

from services.audit.log.entry import Arrival, Cause, Entry, Headers
from services.audit.log.trail_keys import keys_of
from shared.contracts.canonical import SAFE_INTEGER, Json
from shared.contracts.catalogue import EVENTS
from shared.contracts.contract import EventData, personal_fields
from shared.contracts.envelope import (
    CONTENT_TYPE,
    MAX_ENTRY_BYTES,
    Envelope,
    decode,
)
from shared.contracts.sealing import DIGESTS, digest, open_disclosure
from shared.contracts.speakers import THE_LOG, carries, may_say, source_of
from shared.errors import Unreadable
from shared.merkle import leaf_hash

Opened = tuple[str, tuple[str, Json]]
"""A disclosure, with the name and the value that it opens."""

OWN_STREAMS = ("quarantine/", "conflict/", "gap/", "log/", "stream-heads/")


def read_arrival(arrival: Arrival) -> Entry | Cause:
    """Return the entry that a record is, or why it is none."""
    raw = arrival.value
    if not raw:
        return Cause.EMPTY
    if len(raw) > MAX_ENTRY_BYTES:
        return Cause.TOO_LONG
    if _header(arrival.headers, "content-type") != CONTENT_TYPE:
        return Cause.WRONG_CONTENT_TYPE
    try:
        envelope = decode(raw)
    except Unreadable:
        return Cause.NOT_AN_EVENT
    cause = _objection(envelope, arrival)
    if cause is not None:
        return cause
    texts = _header(arrival.headers, "disclosures")
    opened = dict(_belonging(envelope, texts.split("~"))) if texts else {}
    # An entry in the register names its person in clear.
    known = [*opened.values(), *envelope.data.items()]
    return _entry(raw, envelope, tuple(opened), _person(known))


def read_entry(raw: bytes) -> Entry:
    """Return an entry that the log once took in; raises `Unreadable`."""
    return _entry(raw, decode(raw))


def _objection(envelope: Envelope, arrival: Arrival) -> Cause | None:
    if envelope.sequence > SAFE_INTEGER:
        return Cause.NOT_AN_EVENT
    if THE_LOG in {envelope.source, source_of(envelope.type)}:
        return Cause.RESERVED
    if envelope.subject.startswith(OWN_STREAMS):
        return Cause.RESERVED
    if not carries(arrival.topic, envelope.source):
        return Cause.WRONG_SOURCE
    return _objection_to_content(envelope)


def _objection_to_content(envelope: Envelope) -> Cause | None:
    contract = EVENTS.get(envelope.type)
    if contract is None:
        return Cause.UNKNOWN_TYPE
    if not may_say(envelope.source, envelope.type):
        return Cause.OF_ANOTHER_SERVICE
    fields = envelope.data.keys()
    if fields <= _clear_fields(contract):
        missing = not fields >= _needed_fields(contract)
        return Cause.MISSING_FIELD if missing else None
    if not personal_fields(contract).isdisjoint(fields):
        return Cause.PERSONAL_IN_CLEAR
    return Cause.UNKNOWN_FIELD


@cache
def _needed_fields(contract: type[EventData]) -> frozenset[str]:
    needed = {name for name, it in contract.model_fields.items() if it.is_required()}
    personal = personal_fields(contract)
    return frozenset(needed - personal) | frozenset([DIGESTS] if personal else [])


@cache
def _clear_fields(contract: type[EventData]) -> frozenset[str]:
    return frozenset(contract.model_fields) - personal_fields(contract) | {DIGESTS}


def _entry(
    raw: bytes,
    envelope: Envelope,
    disclosures: tuple[str, ...] = (),
    person_id: UUID | None = None,
) -> Entry:
    return Entry(
        raw=raw,
        leaf=leaf_hash(raw),
        stream=envelope.subject,
        version=envelope.sequence,
        event_id=envelope.id,
        type=envelope.type,
        source=envelope.source,
        recorded_at=envelope.time,
        keys=keys_of(envelope),
        disclosures=disclosures,
        person_id=person_id,
    )


def _belonging(envelope: Envelope, texts: Sequence[str]) -> Iterator[Opened]:
    # What opens no digest of the event says nothing about it, whoever sent it along.
    digests = envelope.data.get(DIGESTS)
    listed: Sequence[Json] = digests if isinstance(digests, list) else ()
    known = frozenset(it for it in listed if isinstance(it, str))
    for text in texts:
        if text.isascii() and digest(text) in known:
            try:
                yield text, open_disclosure(text)
            except Unreadable:
                continue


def _person(opened: Iterable[tuple[str, Json]]) -> UUID | None:
    for name, value in opened:
        if name == "person_id":
            try:
                return UUID(value) if isinstance(value, str) else None
            except ValueError:
                return None
    return None


def _header(headers: Headers, name: str) -> str:
    for key, value in headers:
        if key == name and value is not None:
            return value.decode("utf-8", errors="replace")
    return ""
