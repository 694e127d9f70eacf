"""A batch of records being put in order."""

from dataclasses import replace
from uuid import UUID

from services.audit.log.entry import Arrival, Cause
from services.audit.log.findings import Finding
from services.audit.log.sequencing import Place, Sorting, read_all, sort_batch, told
from shared.contracts.envelope import LONGEST_TEXT, encode
from shared.merkle import leaf_hash
from tests.support.audit_log import MOMENT, event, record

A1, A2, B1 = (
    encode(event(stream, version)) for stream, version in [("a", 1), ("a", 2), ("b", 1)]
)
OTHER_A1 = encode(event("a", 1, "another"))


def batch(*values: bytes) -> list[Arrival]:
    return [record(value, offset) for offset, value in enumerate(values)]


def sort(*values: bytes, logged: dict[Place, bytes] | None = None) -> Sorting:
    return sort_batch(read_all(batch(*values)), logged or {}, "cluster")


def raws(sorting: Sorting) -> list[bytes]:
    return [entry.raw for entry in sorting.entries]


def findings(sorting: Sorting) -> list[Finding]:
    return list(sorting.findings.values())


def test_keeps_the_order_of_the_records() -> None:
    assert raws(sort(A1, B1, A2)) == [A1, B1, A2]


def test_takes_a_repetition_in_the_batch_once() -> None:
    sorting = sort(A1, A1, B1)
    assert raws(sorting) == [A1, B1]
    assert len(sorting.repeated) == 1


def test_skips_what_is_logged() -> None:
    assert raws(sort(A1, A2, logged={("a", 1): leaf_hash(A1)})) == [A2]


def test_finds_a_conflict_with_what_is_logged() -> None:
    sorting = sort(OTHER_A1, A2, logged={("a", 1): leaf_hash(A1)})
    assert raws(sorting) == [A2]
    assert [kept.cause for kept in sorting.quarantined] == [Cause.CONFLICT]
    assert len(sorting.findings) == 1


def test_finds_a_conflict_within_the_batch() -> None:
    sorting = sort(A1, OTHER_A1)
    assert raws(sorting) == [A1]
    assert [kept.arrival.value for kept in sorting.quarantined] == [OTHER_A1]


def test_tells_a_conflict_even_of_the_longest_stream() -> None:
    stream = "a" * LONGEST_TEXT
    values = [encode(event(stream, 1, note)) for note in ("", "another")]
    (entry,) = told(findings(sort(*values)), {}, set(), MOMENT)
    assert entry.version == 1


def test_tells_each_finding_at_the_next_version_of_its_stream() -> None:
    found = findings(sort(b"one", b"two"))
    stream = found[0].stream
    entries = told(found, {stream: 4}, set(), MOMENT)
    assert [(entry.stream, entry.version) for entry in entries] == [
        (stream, 5),
        (stream, 6),
    ]


def test_tells_no_finding_twice() -> None:
    found = findings(sort(b"one", b"two"))
    entries = told(found, {found[0].stream: 1}, {found[0].id}, MOMENT)
    assert [(entry.event_id, entry.version) for entry in entries] == [(found[1].id, 2)]


def test_tells_the_same_finding_by_the_same_id_only_in_the_same_cluster() -> None:
    def ids(cluster: str) -> set[UUID]:
        return set(sort_batch(read_all(batch(b"one")), {}, cluster).findings)

    assert ids("before") == ids("before")
    assert ids("before").isdisjoint(ids("after"))


def test_names_the_time_and_the_rules_of_a_finding() -> None:
    moment = replace(MOMENT, rulebook="other@2027-01-01")
    (entry,) = told(findings(sort(b"one")), {}, set(), moment)
    assert b'"rulebook":"other@2027-01-01"' in entry.raw
    assert entry.recorded_at == moment.now
