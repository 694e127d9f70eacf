"""Checking a log for completeness."""

from collections.abc import Sequence
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cli.audit.completeness import Wholeness
from oversight.completeness import Completeness, CompletenessFold, Versions
from oversight.logged import logged
from oversight.stream_heads import plant
from shared.contracts.audit import GapDetected, GapFilled, StreamHeads
from shared.contracts.canonical import Json, canonical
from shared.contracts.contract import EventData
from shared.contracts.retention import PersonErased
from shared.contracts.speakers import source_of
from shared.errors import Unreadable

Said = tuple[str, int, str, dict[str, Json]]
PLAIN = "register.assessment.assessment-opened.v1"


def plain(stream: str, *versions: int) -> list[Said]:
    return [(stream, version, PLAIN, {}) for version in versions]


def told(stream: str, version: int, event: EventData) -> Said:
    return (stream, version, event.TYPE, event.model_dump(mode="json"))


def check(said: Sequence[Said]) -> Completeness:
    fold = CompletenessFold()
    for index, (stream, version, kind, data) in enumerate(said):
        place = {"subject": stream, "sequence": str(version)}
        event = {**place, "source": source_of(kind), "type": kind}
        fold.take(logged(index, canonical({**event, "data": data}), (), ()))
    return fold.result()


def heads(said: Sequence[Said], size: int) -> StreamHeads:
    last: dict[str, int] = {}
    for stream, version, _, _ in said[:size]:
        last[stream] = max(version, last.get(stream, 0))
    tree = plant(sorted(last.items()))
    return StreamHeads(size=size, count=tree.count, root=tree.root().hex())


def gap(first: int, last: int) -> dict[str, str | int]:
    return {"stream": "a", "from_version": first, "to_version": last}


def test_finds_nothing_in_a_log_that_is_whole() -> None:
    found = check([*plain("a", 1, 2), *plain("b", 1), *plain("a", 3)])
    assert found.holds
    assert (found.entries, found.streams) == (4, 2)


def test_finds_what_is_missing_before_what_is_there() -> None:
    found = check([*plain("a", 1, 4), *plain("b", 3), *plain("a", 6)])
    assert found.missing == (
        Versions("a", 2, 3),
        Versions("a", 5, 5),
        Versions("b", 1, 2),
    )
    assert not found.holds


def test_finds_nothing_missing_that_came_late() -> None:
    assert check(plain("a", 1, 4, 3, 2, 5)).holds


def test_finds_a_place_that_is_taken_twice() -> None:
    assert check(plain("a", 1, 2, 2)).doubled == (Versions("a", 2, 2),)
    assert check(plain("a", 1, 3, 3)).doubled == (Versions("a", 3, 3),)


def test_names_the_entries_that_are_not_the_word_of_who_says_them() -> None:
    forged = (PersonErased.TYPE, StreamHeads.TYPE, PLAIN)
    fold = CompletenessFold()
    for version, kind in enumerate((PLAIN, *forged), start=1):
        source = "/assessment" if version == 1 else "/notifications"
        event: dict[str, Json] = {
            "subject": "a",
            "sequence": str(version),
            "type": kind,
            "data": {},
        }
        raw = canonical({**event, "source": source})
        fold.take(logged(version - 1, raw, (), ()))
    found = fold.result()
    assert found.unowned == (1, 2, 3)
    assert not found.wrong_heads
    assert not found.holds
    said = Wholeness(found, (), None)
    assert not said.holds
    sentences = list(said.sentences())
    assert any("whose word it is not" in it and "entry 2" in it for it in sentences)


def test_finds_a_gap_that_was_detected_and_never_filled() -> None:
    detected = GapDetected(**gap(2, 3), source="/x", found_by="y")  # pyright: ignore[reportArgumentType]
    said = [*plain("a", 1), told("gap/a", 1, detected)]
    assert check(said).unfilled == (Versions("a", 2, 3),)
    filled = GapFilled(**gap(2, 3))  # pyright: ignore[reportArgumentType]
    assert check([*said, *plain("a", 2, 3), told("gap/a", 2, filled)]).holds


def test_believes_heads_that_are_those_of_the_log() -> None:
    said = [*plain("a", 1, 2), *plain("b", 1), *plain("a", 3), *plain("c", 1)]
    for size in range(len(said) + 1):
        found = check([*said, told("stream-heads/log", 1, heads(said, size))])
        assert found.holds
        assert found.sealed
        assert found.sealed.index == 5


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"count": 3}, "it counts 3 streams, the log has 2"),
        ({"root": "00"}, "its root is not"),
        ({"size": 3}, "it counts 2 streams, the log has 1"),
        ({"size": 5}, "it speaks about 5 entries"),
        ({"size": -1}, "it speaks about -1 entries"),
    ],
)
def test_finds_heads_that_are_not(change: dict[str, object], why: str) -> None:
    said = [*plain("a", 1, 2, 3), *plain("b", 1)]
    sealed = heads(said, 4).model_copy(update=change)
    found = check([*said, told("stream-heads/log", 1, sealed)])
    assert [wrong.index for wrong in found.wrong_heads] == [4]
    assert why in found.wrong_heads[0].why
    assert not found.holds


@given(st.permutations(range(1, 8)), st.integers(0, 7))
def test_finds_exactly_what_is_missing(order: list[int], count: int) -> None:
    versions = order[:count]
    found = check(plain("a", *versions))
    missing = {
        version for one in found.missing for version in range(one.first, one.last + 1)
    }
    assert missing == set(range(1, max(versions, default=0))) - set(versions)


def test_refuses_an_entry_without_a_version() -> None:
    raw = canonical({"subject": "a", "type": PLAIN, "data": {}, "id": str(UUID(int=1))})
    with pytest.raises(Unreadable, match="Entry 0 has no version"):
        CompletenessFold().take(logged(0, raw, (), ()))
