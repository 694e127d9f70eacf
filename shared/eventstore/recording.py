"""From a decided event to its one canonical form, and back to what folds."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any, cast
from uuid import UUID

import orjson

from shared.clock import register_date
from shared.contracts.catalogue import EVENTS
from shared.contracts.contract import EventData, personal_fields
from shared.contracts.envelope import MAX_ENTRY_BYTES, Envelope, encode
from shared.contracts.sealing import DIGESTS, seal
from shared.errors import Refused, Unreadable
from shared.eventstore.minting import Minting
from shared.eventstore.store import NewEvent

MAX_DISCLOSED_BYTES = 262_144
"""Of all disclosures of an event: they are a header of its record, which Kafka limits
to a megabyte; a larger one would hold up the relay for ever."""


@dataclass(frozen=True, slots=True)
class Circumstances:
    """Who, when and why: all of an envelope that the decision does not say."""

    actor: str
    now: datetime
    wall: datetime
    rulebook: str
    correlation_id: UUID
    causation_id: UUID
    traceparent: str | None = None


def record(
    event: EventData,
    stream: str,
    version: int,
    service: str,
    topic: str,
    circumstances: Circumstances,
    minting: Minting,
) -> NewEvent:
    """Return the event sealed, enveloped and encoded.

    Refused where the entry would pass 65,535 bytes, or its disclosures 262,144:
    anything larger belongs in document storage, with its SHA-256 in the event.
    """
    sealed, disclosures = seal(
        event.model_dump(mode="json"), personal_fields(type(event)), minting.salt
    )
    envelope = Envelope(
        id=minting.new_id(),
        type=event.TYPE,
        source=f"/{service}",
        subject=stream,
        sequence=version,
        time=circumstances.now,
        walltime=circumstances.wall,
        effective=_effective(event, circumstances.now),
        actor=circumstances.actor,
        # `vars`: a model looks long for an attribute that it has not.
        reason=str(vars(event).get("reason", event.REASON)),
        rulebook=circumstances.rulebook,
        correlationid=circumstances.correlation_id,
        causationid=circumstances.causation_id,
        data=sealed,
    )
    entry = encode(envelope)
    disclosed = sum(len(disclosure) + 1 for disclosure in disclosures)
    if len(entry) > MAX_ENTRY_BYTES or disclosed > MAX_DISCLOSED_BYTES:
        raise Refused(
            "too-large",
            "What this would record is larger than an entry.",
            "C2SP tlog-tiles, Log Entries",
        )
    return NewEvent(
        envelope, event, entry, disclosures, topic, circumstances.traceparent
    )


def _effective(event: EventData, now: datetime) -> date:
    effective = vars(event).get("effective_on")
    return effective if isinstance(effective, date) else register_date(now)


def withheld(event: EventData) -> EventData:
    """Return the event as everybody may see it, its personal fields None."""
    personal = personal_fields(type(event))
    if not personal:
        return event
    return event.model_copy(update=dict.fromkeys(personal))


@lru_cache(maxsize=8192)
def folded_form(entry: bytes) -> EventData:
    """Return a stored entry as it is folded: without any disclosure.

    The store's own bytes are trusted to be canonical: they were when written. The
    same bytes are the same event, and a case that is worked on is folded often.
    """
    value = cast("dict[str, Any]", orjson.loads(entry))
    contract = EVENTS.get(value["type"])
    if contract is None:
        raise Unreadable(f"{value['type']} is not in the catalogue.")
    data = value["data"]
    data.pop(DIGESTS, None)
    return contract.model_validate(data)
