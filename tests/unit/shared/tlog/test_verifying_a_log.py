"""Verifying a whole log."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.merkle import leaf_hash
from shared.tlog.bundles import encode_bundle
from shared.tlog.damage import DamagedLog, Kind
from shared.tlog.errors import NotSigned, Rewritten, RolledBack, VerificationError
from shared.tlog.verifier import Trust, verify_log
from tests.support.golden_log import (
    KEY,
    WITNESS,
    Shelf,
    checkpoint,
    entries,
    golden_log,
    sealed,
)

TRUST = Trust(KEY)
SMALL = golden_log(70)
LARGE = golden_log(600)


def damages(log: Shelf) -> list[tuple[Kind, int, int]]:
    with pytest.raises(DamagedLog) as caught:
        verify_log(log, TRUST)
    return [(it.kind, it.first, it.last) for it in caught.value.damages]


def flipped(log: Shelf, path: str, bit: int = 0) -> Shelf:
    raw = bytearray(log[path])
    raw[bit // 8] ^= 1 << bit % 8
    return Shelf(log | {path: bytes(raw)})


@pytest.mark.parametrize("size", [0, 1, 2, 255, 256, 257, 512, 600])
def test_finds_nothing_wrong_with_a_sound_one(size: int) -> None:
    assert verify_log(golden_log(size), TRUST) == checkpoint(size)


def test_tells_how_far_it_is() -> None:
    told: list[tuple[int, int]] = []
    verify_log(LARGE, TRUST, lambda done, size: told.append((done, size)))
    assert told == [(256, 600), (512, 600), (600, 600)]


def test_names_the_entry_that_was_changed() -> None:
    path, place = "tile/entries/001", LARGE["tile/entries/001"].index(b'"seq":300,')
    changed = bytearray(LARGE[path])
    changed[place + 6] = ord("9")
    assert damages(Shelf(LARGE | {path: bytes(changed)})) == [(Kind.ENTRY, 300, 300)]


def test_names_each_of_several() -> None:
    contents = entries(600)
    for index in (3, 5, 599):
        contents[index] = b"forged"
    forged = Shelf(LARGE | bundles_only(contents))
    assert damages(forged) == [(Kind.ENTRY, it, it) for it in (3, 5, 599)]


def test_names_the_entry_whose_length_was_changed_and_what_it_hides() -> None:
    log = flipped(LARGE, "tile/entries/000", bit=9)
    assert damages(log) == [(Kind.ENTRY, 0, 0), (Kind.BUNDLE, 1, 255)]


def test_names_the_entries_that_were_cut_off() -> None:
    cut = Shelf(LARGE | bundles_only(entries(598)))
    cut["tile/entries/002.p/88"] = cut.pop("tile/entries/002.p/86")
    assert damages(cut) == [(Kind.BUNDLE, 598, 599)]


def test_names_the_entries_of_a_missing_bundle() -> None:
    log = Shelf(LARGE)
    del log["tile/entries/001"]
    assert damages(log) == [(Kind.BUNDLE, 256, 511)]


@pytest.mark.parametrize(
    ("path", "first", "last"),
    [
        ("tile/0/001", 256, 256),
        ("tile/0/002.p/88", 512, 512),
        ("tile/1/000.p/2", 0, 255),
    ],
)
def test_tells_a_damaged_tile_from_sound_entries(
    path: str,
    first: int,
    last: int,
) -> None:
    assert damages(flipped(LARGE, path)) == [(Kind.TILE, first, last)]


@pytest.mark.parametrize("path", ["tile/0/001", "tile/0/002.p/88", "tile/1/000.p/2"])
def test_tells_a_missing_tile_from_sound_entries(path: str) -> None:
    log = Shelf(LARGE)
    del log[path]
    assert [kind for kind, _, _ in damages(log)] == [Kind.TILE]


def test_names_the_tiles_range_where_an_entry_and_its_hash_were_changed() -> None:
    contents = entries(600)
    contents[300] = b"forged"
    forged = Shelf(LARGE | bundles_only(contents))
    tile = bytearray(LARGE["tile/0/001"])
    tile[44 * 32 : 45 * 32] = leaf_hash(b"forged")
    forged["tile/0/001"] = bytes(tile)
    assert damages(forged) == [(Kind.RANGE, 256, 511)]


def test_names_the_whole_log_where_everything_but_the_signed_root_was_changed() -> None:
    contents = entries(600)
    contents[300] = b"forged"
    forged = sealed(contents)
    forged["checkpoint"] = LARGE["checkpoint"]
    assert damages(forged) == [(Kind.RANGE, 0, 599)]


def test_reads_a_full_tile_where_the_partial_one_is_gone() -> None:
    log = golden_log(300)
    for path in ("tile/0/001", "tile/entries/001"):
        del log[f"{path}.p/44"]
        log[path] = LARGE[path]
    assert verify_log(log, TRUST) == checkpoint(300)


@given(st.data())
def test_finds_any_bit_that_was_changed(data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(sorted(SMALL)))
    bit = data.draw(st.integers(0, len(SMALL[path]) * 8 - 1))
    with pytest.raises(VerificationError):
        verify_log(flipped(SMALL, path, bit), TRUST)


@given(st.data())
def test_finds_any_bit_that_was_changed_across_levels(data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(sorted(LARGE)))
    bit = data.draw(st.integers(0, len(LARGE[path]) * 8 - 1))
    with pytest.raises(VerificationError):
        verify_log(flipped(LARGE, path, bit), TRUST)


@given(st.data())
def test_finds_any_byte_that_was_added_or_taken(data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(sorted(SMALL)))
    raw = SMALL[path]
    place = data.draw(st.integers(0, len(raw)))
    changed = data.draw(
        st.sampled_from([raw[:place] + b"\0" + raw[place:], raw[:place]]),
    )
    if changed == raw:
        return
    with pytest.raises(VerificationError):
        verify_log(Shelf(SMALL | {path: changed}), TRUST)


@pytest.mark.parametrize("seen", [0, 1, 256, 300, 599, 600])
def test_accepts_a_log_that_continues_the_one_seen_before(seen: int) -> None:
    assert verify_log(LARGE, Trust(KEY, seen=checkpoint(seen))) == checkpoint(600)


def test_refuses_a_log_that_is_older_than_the_one_seen_before() -> None:
    with pytest.raises(RolledBack, match="70 entries now, 71 then"):
        verify_log(SMALL, Trust(KEY, seen=checkpoint(71)))


@pytest.mark.parametrize("size", [70, 71, 600])
def test_refuses_a_sound_log_with_another_past(size: int) -> None:
    rewritten = sealed([b"another past", *entries(size)[1:]])
    with pytest.raises(Rewritten):
        verify_log(rewritten, Trust(KEY, seen=checkpoint(70)))


def test_refuses_a_log_without_a_demanded_witness() -> None:
    with pytest.raises(NotSigned):
        verify_log(SMALL, Trust(KEY, witnesses=(WITNESS.verifier_key,)))


def bundles_only(contents: list[bytes]) -> dict[str, bytes]:
    full = len(contents) // 256
    shelf = {
        f"tile/entries/{index:03}": encode_bundle(contents[index * 256 :][:256])
        for index in range(full)
    }
    rest = contents[full * 256 :]
    return shelf | {f"tile/entries/{full:03}.p/{len(rest)}": encode_bundle(rest)}
