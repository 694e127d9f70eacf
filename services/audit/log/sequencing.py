"""The order of a batch: which records become entries, and what is found on the way.

Pure: what the log holds already is an argument.
"""

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from uuid import UUID

from services.audit.log.entry import Arrival, Cause, Entry
from services.audit.log.findings import Finding, Moment, conflicting, quarantined
from services.audit.log.records import read_arrival

Place = tuple[str, int]
"""A stream and a version of it."""


@dataclass(frozen=True, slots=True)
class Quarantined:
    """A record that is kept apart, and why."""

    arrival: Arrival
    cause: Cause


@dataclass
class Sorting:
    """A batch sorted: new entries, quarantined records, findings not yet entries.

    `repeated` are those that the log has already.
    """

    entries: list[Entry] = field(default_factory=list[Entry])
    quarantined: list[Quarantined] = field(default_factory=list[Quarantined])
    findings: dict[UUID, Finding] = field(default_factory=dict[UUID, Finding])
    repeated: list[Entry] = field(default_factory=list[Entry])


Reading = tuple[Arrival, "Entry | Cause"]


def read_all(arrivals: Iterable[Arrival]) -> list[Reading]:
    """Return each record beside what it is to the log."""
    return [(arrival, read_arrival(arrival)) for arrival in arrivals]


def sort_batch(
    readings: Sequence[Reading],
    logged: Mapping[Place, bytes],
    cluster_id: str,
) -> Sorting:
    """Return what the batch brings that the log does not hold.

    `logged` has the leaf hashes of those places of the batch that are taken. The
    same hash at a place is a repetition and is skipped; another is a conflict.
    """
    sorting = Sorting()
    taken = dict(logged)
    for arrival, reading in readings:
        if isinstance(reading, Cause):
            _quarantine(sorting, arrival, reading, cluster_id)
            continue
        place = (reading.stream, reading.version)
        leaf = taken.get(place)
        if leaf is None:
            taken[place] = reading.leaf
            sorting.entries.append(reading)
        elif leaf == reading.leaf:
            sorting.repeated.append(reading)
        else:
            finding = conflicting(reading, leaf)
            sorting.quarantined.append(Quarantined(arrival, Cause.CONFLICT))
            sorting.findings.setdefault(finding.id, finding)
    return sorting


def told(
    findings: Sequence[Finding],
    heads: Mapping[str, int],
    known: AbstractSet[UUID],
    moment: Moment,
) -> list[Entry]:
    """Return the entries that tell the findings which the log does not know yet.

    `heads` are the last versions of the findings' streams.
    """
    last = dict(heads)
    entries: list[Entry] = []
    for finding in findings:
        if finding.id not in known:
            version = last.get(finding.stream, 0) + 1
            last[finding.stream] = version
            entries.append(finding.entry(version, moment))
    return entries


def _quarantine(
    sorting: Sorting,
    arrival: Arrival,
    cause: Cause,
    cluster_id: str,
) -> None:
    finding = quarantined(arrival, cause, cluster_id)
    sorting.quarantined.append(Quarantined(arrival, cause))
    sorting.findings.setdefault(finding.id, finding)
