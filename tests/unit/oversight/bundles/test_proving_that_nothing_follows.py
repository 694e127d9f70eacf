"""A bundle with sealed stream heads."""

from base64 import b64encode
from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from oversight.bundles.errors import (
    BrokenStream,
    FalseHeads,
    NotABundle,
    NotWhole,
    StaleHeads,
)
from oversight.bundles.form import digest_of, lay_out
from oversight.bundles.making import make_bundle
from oversight.bundles.sealing import Sealing, sealing_in
from oversight.bundles.verifying import verify_bundle
from oversight.bundles.wholeness import Allowance, require_whole
from oversight.bundles.words import not_proven
from oversight.logged import Logged, logged
from oversight.stream_heads import HeadNotProven, plant
from shared.contracts.audit import StreamHeads
from shared.contracts.canonical import Json
from shared.contracts.envelope import decode, encode
from shared.contracts.speakers import THE_LOG
from shared.tlog.errors import NotIncluded, VerificationError
from tests.support.golden_log import KEY, Shelf, sealed
from tests.support.registered import (
    APPLICATION,
    ENTRIES,
    NOW,
    OTHER,
    REGISTRATION,
    REGULATOR,
    origin,
)

HEADS = [(APPLICATION, 2), (OTHER, 1), (REGISTRATION, 1)]
FIRST = ENTRIES[0][0]
OF_THE_LOG = "stream-heads/log"


def event(stream: str, version: int) -> bytes:
    """Return another version of a stream, with nothing personal in it."""
    return encode(replace(decode(FIRST), subject=stream, sequence=version, data={}))


def sealing(size: int, heads: Iterable[tuple[str, int]]) -> bytes:
    tree = plant(sorted(heads))
    data: dict[str, Json] = {
        "size": size,
        "count": tree.count,
        "root": tree.root().hex(),
    }
    by = replace(decode(FIRST), type=StreamHeads.TYPE, subject=OF_THE_LOG, sequence=1)
    return encode(replace(by, source=THE_LOG, data=data))


def log_of(*more: bytes) -> tuple[Shelf, list[Logged]]:
    raws = [*(raw for raw, _ in ENTRIES), *more]
    disclosures = [*(texts for _, texts in ENTRIES), *(() for _ in more)]
    entries = [
        logged(index, raw, texts, REGULATOR)
        for index, (raw, texts) in enumerate(zip(raws, disclosures, strict=True))
    ]
    return sealed(raws), entries


def bundle_of(found: Iterable[int], *more: bytes) -> bytes:
    log, entries = log_of(*more)
    chosen = [entries[it] for it in found]
    newest = newest_in(entries, chosen)
    return make_bundle(origin(log), {}, chosen, newest)


def newest_in(entries: list[Logged], chosen: list[Logged]) -> Sealing | None:
    streams = {entry.stream for entry in chosen}
    return sealing_in(len(entries), lambda first, end: entries[first:end], streams)


def forged(raw: bytes, **members: Any) -> bytes:  # noqa: ANN401
    document = orjson.loads(raw) | members
    return lay_out(document | {"sha256": digest_of(document)})


def failure(raw: bytes, kind: type[VerificationError]) -> str:
    with pytest.raises(VerificationError) as caught:
        verify_bundle(raw, KEY)
    assert type(caught.value) is kind, caught.value
    return str(caught.value)


SEALED = bundle_of([0, 2, 3], sealing(4, HEADS))


def test_says_first_that_nothing_follows() -> None:
    assert SEALED.startswith(
        b'{"about":"This bundle proves that nothing follows on 2 of its 2 streams '
        b"among the log's first 4 entries."
    )
    assert verify_bundle(SEALED, KEY).tally.heads == {APPLICATION: 2, REGISTRATION: 1}


def test_says_first_how_far_its_heads_are_behind() -> None:
    assert (
        "Its heads were sealed at 2026-03-01 09:30 UTC and say nothing about the log's "
        "last entry."
    ) in SEALED.splitlines()[0].decode()
    longer = bundle_of([0, 2, 3], sealing(4, HEADS), event(OTHER, 2), event(OTHER, 3))
    assert "nothing about the log's last 3 entries." in longer.splitlines()[0].decode()


def test_says_that_what_followed_its_heads_is_not_proven() -> None:
    # The maker chooses the heads: these were sealed before the third version.
    old = bundle_of([0, 2, 3], sealing(4, HEADS), event(APPLICATION, 3))
    verified = verify_bundle(old, KEY)
    assert verified.tally.parts == {}
    assert not_proven(verified.tally, verified.checkpoint)[0] == (
        "What happened on these streams after entry 3, beyond what is here: the sealed "
        "heads are older than the log's last 2 entries."
    )


def test_is_not_whole_with_heads_that_are_too_old() -> None:
    old = verify_bundle(
        bundle_of([0, 2, 3], sealing(4, HEADS), event(APPLICATION, 3)), KEY
    )
    require_whole(old, Allowance(entries=2))
    with pytest.raises(StaleHeads, match="2 entries of the log are later, and 1 may"):
        require_whole(old, Allowance(entries=1))
    require_whole(old, Allowance(entries=None, since=NOW))
    with pytest.raises(StaleHeads, match="sealed at 2026-03-01 09:30 UTC"):
        require_whole(old, Allowance(since=NOW + timedelta(minutes=1)))


def test_is_not_whole_without_heads_or_entries() -> None:
    for found in ([0, 2, 3], []):
        raw = bundle_of(found)
        with pytest.raises(NotWhole):
            require_whole(verify_bundle(raw, KEY), Allowance())
    with pytest.raises(NotWhole, match="holds no entry"):
        require_whole(verify_bundle(bundle_of([], sealing(4, HEADS)), KEY), Allowance())


@pytest.mark.parametrize(
    ("source", "stream"),
    [
        ("/applications", OF_THE_LOG),
        ("/audit", OF_THE_LOG),
        (THE_LOG, APPLICATION),
        (THE_LOG, "stream-heads"),
    ],
)
def test_is_refused_with_heads_not_said_by_the_log(source: str, stream: str) -> None:
    true = decode(sealing(4, HEADS))
    false = encode(replace(true, source=source, subject=stream, sequence=9))
    log, entries = log_of(false)
    chosen = [entries[0], entries[2]]
    # Whoever makes a bundle does not take them, and whoever is given them refuses.
    assert newest_in(entries, chosen) is None
    in_the_log = orjson.loads(make_bundle(origin(log), {}, [entries[4]]))["entries"][0]
    heads = orjson.loads(SEALED)["heads"] | {"sealed_by": in_the_log}
    raw = forged(make_bundle(origin(log), {}, chosen), heads=heads)
    assert "entry 4 is not said by the log" in failure(raw, FalseHeads)


def test_takes_the_newest_sealing() -> None:
    newer = sealing(6, [*HEADS, (APPLICATION, 3), (OF_THE_LOG, 1)][1:])
    newer = newer.replace(b'"sequence":"1"', b'"sequence":"2"')
    raw = bundle_of([0, 2, 4], event(APPLICATION, 3), sealing(4, HEADS), newer)
    assert verify_bundle(raw, KEY).tally.heads == {APPLICATION: 3}


def test_says_that_a_stream_without_its_end_is_held_in_part() -> None:
    raw = bundle_of([0], sealing(4, HEADS))
    verified = verify_bundle(raw, KEY)
    assert verified.tally.parts == {APPLICATION: "1"}
    assert b"1 of its 1 stream in part only" in raw.splitlines()[0]


def test_finds_that_the_end_was_cut_off() -> None:
    document = orjson.loads(SEALED)
    said = failure(forged(SEALED, entries=document["entries"][::2]), BrokenStream)
    assert f"{APPLICATION}: it says all of it, and holds 1" in said


def test_takes_what_came_after_the_heads_were_sealed() -> None:
    raw = bundle_of([0, 2, 5], sealing(4, HEADS), event(APPLICATION, 3))
    assert verify_bundle(raw, KEY).tally.parts == {}


def test_proves_of_a_stream_that_it_began_later() -> None:
    raw = bundle_of([5], sealing(4, HEADS), event("application/zzz", 1))
    assert verify_bundle(raw, KEY).tally.heads == {"application/zzz": 0}


def test_finds_another_version_of_a_head() -> None:
    heads = orjson.loads(SEALED)["heads"]
    heads["streams"][0]["heads"][0]["version"] = 1
    failure(forged(SEALED, heads=heads), HeadNotProven)


def test_finds_a_head_of_another_stream() -> None:
    heads = orjson.loads(SEALED)["heads"]
    heads["streams"][0]["heads"] = heads["streams"][1]["heads"]
    failure(forged(SEALED, heads=heads), HeadNotProven)


def test_finds_that_a_head_is_left_out() -> None:
    heads = orjson.loads(SEALED)["heads"]
    heads["streams"].pop()
    failure(forged(SEALED, heads=heads), FalseHeads)


def test_finds_heads_that_no_entry_of_the_log_sealed() -> None:
    heads = orjson.loads(SEALED)["heads"]
    made_up = sealing(4, [(APPLICATION, 1), *HEADS[1:]])
    heads["sealed_by"]["entry"] = b64encode(made_up).decode()
    failure(forged(SEALED, heads=heads), HeadNotProven)
    heads["streams"] = []
    failure(forged(SEALED, heads=heads), FalseHeads)
    made_up = sealing(4, HEADS).replace(b'"sequence":"1"', b'"sequence":"2"')
    heads = orjson.loads(SEALED)["heads"]
    heads["sealed_by"]["entry"] = b64encode(made_up).decode()
    failure(forged(SEALED, heads=heads), NotIncluded)


def test_finds_a_sealing_entry_at_another_place() -> None:
    heads = orjson.loads(SEALED)["heads"]
    heads["sealed_by"]["index"] = 5
    failure(forged(SEALED, heads=heads), NotIncluded)


def test_finds_that_the_sealing_entry_is_another_event() -> None:
    document = orjson.loads(SEALED)
    heads = document["heads"] | {"sealed_by": document["entries"][0]}
    assert "entry 0 seals no heads" in failure(forged(SEALED, heads=heads), FalseHeads)


def test_finds_heads_that_the_log_itself_sealed_wrongly() -> None:
    wrong = [(APPLICATION, 1), *HEADS[1:]]
    log, entries = log_of(sealing(4, wrong))
    chosen = [entries[0], entries[2]]
    assert newest_in(entries, chosen) is None
    lying = Sealing(entries[4], plant(sorted(wrong)), {0: sorted(wrong)})
    raw = make_bundle(origin(log), {}, chosen, lying)
    said = failure(raw, FalseHeads)
    assert "entry 2 was there as version 2" in said


def test_finds_heads_of_another_kind() -> None:
    failure(forged(SEALED, heads={"sealed_by": {}, "streams": []}), NotABundle)


@given(st.integers(0, len(SEALED) * 8 - 1))
def test_shows_any_bit_that_was_changed(bit: int) -> None:
    changed = bytearray(SEALED)
    changed[bit // 8] ^= 1 << bit % 8
    with pytest.raises(VerificationError):
        verify_bundle(bytes(changed), KEY)
