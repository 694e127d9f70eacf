"""Entries of the log's own: what it found on the way, told as events."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from uuid import NAMESPACE_URL, UUID, uuid5

from oversight.completeness import Versions
from oversight.stream_heads import HeadsTree
from services.audit.log.entry import Arrival, Cause, Entry
from services.audit.log.records import read_entry
from shared.clock import register_date
from shared.contracts.audit import (
    ConflictDetected,
    GapDetected,
    GapFilled,
    LogHandedOver,
    LogOpened,
    RecordQuarantined,
    StreamHeads,
)
from shared.contracts.contract import EventData
from shared.contracts.envelope import Envelope, encode
from shared.contracts.speakers import THE_LOG

HEADS_STREAM = "stream-heads/log"
GAP_STREAMS = "gap/"

_FINDINGS = uuid5(NAMESPACE_URL, "register:audit-log-findings")
_ACTOR = "service:audit"


class FoundBy(StrEnum):
    """How it was noticed that something is missing."""

    LATER_VERSION = "later-version"
    PRODUCERS_STORE = "producers-store"


@dataclass(frozen=True, slots=True)
class Moment:
    """When and under which rules the log finds something; both times are UTC."""

    now: datetime
    wall: datetime
    rulebook: str


@dataclass(frozen=True, slots=True)
class Finding:
    """Something found, by an id of its own, not yet an entry."""

    id: UUID
    stream: str
    event: EventData

    def entry(self, version: int, moment: Moment) -> Entry:
        """Return the entry that tells it, at a version of its stream."""
        event = self.event
        envelope = Envelope(
            id=self.id,
            type=event.TYPE,
            source=THE_LOG,
            subject=self.stream,
            sequence=version,
            time=moment.now,
            walltime=moment.wall,
            effective=register_date(moment.now),
            actor=_ACTOR,
            reason=event.REASON,
            rulebook=moment.rulebook,
            correlationid=self.id,
            causationid=self.id,
            data=event.model_dump(mode="json"),
        )
        return read_entry(encode(envelope))


def quarantined(arrival: Arrival, cause: Cause, cluster_id: str) -> Finding:
    """Return the finding that a record could not be an entry."""
    place = f"{arrival.topic}/{arrival.partition}"
    digest = sha256(arrival.value or b"").hexdigest()
    return Finding(
        # The cluster is a part of it: an emptied Kafka counts from 0 again.
        id=uuid5(_FINDINGS, f"{cluster_id}/{place}/{arrival.offset}/{digest}"),
        stream=f"quarantine/{place}",
        event=RecordQuarantined(
            topic=arrival.topic,
            partition=arrival.partition,
            offset=arrival.offset,
            sha256=digest,
            cause=cause,
        ),
    )


def conflicting(entry: Entry, logged_leaf: bytes) -> Finding:
    """Return the finding that another event has this entry's place in its stream."""
    stream, version, other = entry.stream, entry.version, entry.leaf.hex()
    return Finding(
        id=uuid5(_FINDINGS, f"{stream}/{version}/{other}"),
        # Not the stream itself, to which nothing could be added at its full length.
        stream=f"conflict/{uuid5(_FINDINGS, stream)}",
        event=ConflictDetected(
            stream=stream,
            version=version,
            logged_leaf_hash=logged_leaf.hex(),
            other_leaf_hash=other,
        ),
    )


def handed_over(event: LogHandedOver) -> Finding:
    """Return the finding that ends a log; it is on the log's own stream."""
    return Finding(
        id=uuid5(_FINDINGS, f"handed-over/{event.origin}"),
        stream=_log_stream(event.origin),
        event=event,
    )


def opened(event: LogOpened) -> Finding:
    """Return the finding that opens a log after another."""
    return Finding(
        id=uuid5(_FINDINGS, f"opened/{event.origin}"),
        stream=_log_stream(event.origin),
        event=event,
    )


def ending_of(origin: str) -> tuple[str, UUID]:
    """Return the stream and the id that the end of a log has, if it comes."""
    return _log_stream(origin), uuid5(_FINDINGS, f"handed-over/{origin}")


def _log_stream(origin: str) -> str:
    return f"log/{uuid5(_FINDINGS, origin)}"


def heads_sealed(tree: HeadsTree, size: int) -> Finding:
    """Return the finding of every stream's last version in the first `size` entries."""
    root = tree.root().hex()
    return Finding(
        id=uuid5(_FINDINGS, f"stream-heads/{size}/{root}"),
        stream=HEADS_STREAM,
        event=StreamHeads(size=size, count=tree.count, root=root),
    )


def gap_detected(versions: Versions, source: str, found_by: FoundBy) -> Finding:
    """Return the finding that versions of a stream are missing."""
    return Finding(
        id=uuid5(_FINDINGS, f"gap-detected/{_range(versions)}"),
        stream=f"{GAP_STREAMS}{uuid5(_FINDINGS, versions.stream)}",
        event=GapDetected(
            stream=versions.stream,
            source=source,
            from_version=versions.first,
            to_version=versions.last,
            found_by=found_by,
        ),
    )


def gap_filled(versions: Versions) -> Finding:
    """Return the finding that versions once missing are logged."""
    return Finding(
        id=uuid5(_FINDINGS, f"gap-filled/{_range(versions)}"),
        stream=f"{GAP_STREAMS}{uuid5(_FINDINGS, versions.stream)}",
        event=GapFilled(
            stream=versions.stream,
            from_version=versions.first,
            to_version=versions.last,
        ),
    )


def _range(versions: Versions) -> str:
    return f"{versions.stream}/{versions.first}-{versions.last}"
