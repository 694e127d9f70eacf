"""Verifying a bundle offline."""

from base64 import b64encode
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from oversight.bundles.errors import (
    Altered,
    BrokenStream,
    FalseDisclosure,
    NotABundle,
    OtherKey,
)
from oversight.bundles.form import digest_of, lay_out
from oversight.bundles.making import make_bundle
from oversight.bundles.verifying import Verified, verify_bundle
from oversight.bundles.words import not_proven, proven
from oversight.logged import Logged
from shared.contracts.sealing import disclosure
from shared.identity.roles import Role
from shared.tlog.checkpoint import Checkpoint, sign_checkpoint
from shared.tlog.errors import (
    BadSignature,
    NotIncluded,
    NotSigned,
    VerificationError,
)
from shared.tlog.keys import VerifierKey
from tests.support.golden_log import KEY, ORIGIN, SIGNER, WITNESS, edge
from tests.support.registered import (
    APPLICATION,
    ENTRIES,
    PERSON,
    REGISTRATION,
    history,
    origin,
    small_log,
)

ASKED = {"subject": str(PERSON)}
LOG = small_log()
BUNDLE = make_bundle(origin(LOG), ASKED, history())


def forged(change: dict[str, Any] | None = None, **members: Any) -> bytes:  # noqa: ANN401
    """Return the bundle with members changed by somebody who knows its form."""
    document = orjson.loads(BUNDLE) | (change or {}) | members
    return lay_out(document | {"sha256": digest_of(document)})


def entries() -> list[dict[str, Any]]:
    return orjson.loads(BUNDLE)["entries"]


def failure(raw: bytes, kind: type[VerificationError]) -> str:
    with pytest.raises(VerificationError) as caught:
        verify_bundle(raw, KEY)
    assert type(caught.value) is kind, caught.value
    return str(caught.value)


def in_words(verified: Verified) -> str:
    return " ".join(
        [
            *proven(verified.tally, verified.checkpoint),
            *not_proven(verified.tally, verified.checkpoint),
        ]
    )


def test_gives_the_entries_back_with_what_is_disclosed() -> None:
    verified = verify_bundle(BUNDLE, KEY)
    assert [entry.index for entry in verified.entries] == [0, 2, 3]
    assert verified.entries[0].disclosed["given_names"] == "Ada"
    assert verified.versions == {APPLICATION: [1, 2], REGISTRATION: [1]}
    assert verified.checkpoint.size == 4


def test_is_the_same_bytes_each_time() -> None:
    assert make_bundle(origin(LOG), ASKED, history()) == BUNDLE


def test_holds_nothing_that_the_asker_may_not_see() -> None:
    verified = verify_bundle(BUNDLE, KEY)
    assert "declaration_details" not in verified.entries[0].disclosed
    for_operator = make_bundle(origin(LOG), ASKED, history([Role.OPERATOR]))
    verified = verify_bundle(for_operator, KEY)
    assert not any(entry.disclosed for entry in verified.entries)
    assert "withheld personal fields" in in_words(verified)


def test_says_first_that_nothing_proves_the_end() -> None:
    first = BUNDLE.splitlines()[0].decode()
    assert first.startswith(
        '{"about":"This bundle does not prove that nothing follows: it holds no '
        "sealed stream heads."
    )


def test_says_first_which_streams_are_held_in_part() -> None:
    raw = make_bundle(origin(LOG), ASKED, history()[1:])
    assert b"1 of its 2 streams in part only" in raw.splitlines()[0]
    assert verify_bundle(raw, KEY).tally.parts == {APPLICATION: "2"}


def test_holds_no_entry_where_nothing_was_found() -> None:
    raw = make_bundle(origin(LOG), ASKED, [])
    assert raw.splitlines()[0].decode() == (
        '{"about":"This bundle holds no entry: it does not prove that the log has none '
        "about what was asked. It holds no entry of the log registry.example/audit of "
        '4 entries.",'
    )
    assert "does not prove that the log has none" in in_words(verify_bundle(raw, KEY))


@given(st.integers(0, len(BUNDLE) * 8 - 1))
def test_finds_any_bit_that_was_changed(bit: int) -> None:
    changed = bytearray(BUNDLE)
    changed[bit // 8] ^= 1 << bit % 8
    with pytest.raises(VerificationError):
        verify_bundle(bytes(changed), KEY)


@given(st.integers(0, len(BUNDLE) - 1))
def test_finds_that_it_breaks_off(length: int) -> None:
    with pytest.raises(VerificationError):
        verify_bundle(BUNDLE[:length], KEY)


@given(st.data())
def test_finds_any_bit_of_an_entry_changed_by_somebody_who_mends_the_rest(
    data: st.DataObject,
) -> None:
    place = data.draw(st.integers(0, 2))
    raw = bytearray(history()[place].raw)
    bit = data.draw(st.integers(0, len(raw) * 8 - 1))
    raw[bit // 8] ^= 1 << bit % 8
    changed = entries()
    changed[place]["entry"] = b64encode(raw).decode()
    index = changed[place]["index"]
    assert f"entry {index} of 4" in failure(forged(entries=changed), NotIncluded)


def test_refuses_a_wrong_key() -> None:
    other = VerifierKey(ORIGIN, WITNESS.verifier_key.public_key)
    with pytest.raises(OtherKey):
        verify_bundle(BUNDLE, other)
    named_so = forged(vkey=str(other))
    with pytest.raises(NotSigned):
        verify_bundle(named_so, other)


def test_refuses_a_checkpoint_that_was_not_signed() -> None:
    note = orjson.loads(BUNDLE)["checkpoint"].replace("\n4\n", "\n5\n")
    failure(forged(checkpoint=note), BadSignature)


def test_refuses_proofs_of_another_tree() -> None:
    other = sign_checkpoint(Checkpoint(ORIGIN, 4, edge(4).root()), SIGNER)
    said = failure(forged(checkpoint=other.decode()), NotIncluded)
    assert "entry 0 of 4" in said


def test_demands_a_witness() -> None:
    with pytest.raises(NotSigned, match="witness"):
        verify_bundle(BUNDLE, KEY, [WITNESS.verifier_key])


def test_refuses_another_place_of_an_entry() -> None:
    changed = entries()
    changed[0]["index"] = 1
    failure(forged(entries=changed), NotIncluded)


def test_refuses_entries_out_of_order() -> None:
    failure(forged(entries=entries()[::-1]), Altered)


def test_names_the_field_that_was_disclosed_falsely() -> None:
    changed = entries()
    changed[0]["disclosures"][0] = disclosure("salt", "family_name", "Byron")
    said = failure(forged(entries=changed), FalseDisclosure)
    assert said == (
        "A disclosure does not belong to its entry: field 'family_name' of entry 0 "
        "was not sealed with this value."
    )


def test_refuses_a_disclosure_of_another_entry() -> None:
    changed = entries()
    moved = changed[0]["disclosures"].pop()
    changed[2]["disclosures"].append(moved)
    failure(forged(entries=changed), FalseDisclosure)


def test_refuses_a_disclosure_that_is_there_twice() -> None:
    changed = entries()
    changed[0]["disclosures"].append(changed[0]["disclosures"][0])
    failure(forged(entries=changed), FalseDisclosure)


def test_finds_an_entry_that_was_taken_out() -> None:
    said = failure(forged(entries=entries()[1:]), BrokenStream)
    assert f"{APPLICATION}: it says all of it, and holds 2" in said


def test_finds_a_part_that_is_said_and_not_so() -> None:
    failure(forged(parts=[{"stream": REGISTRATION, "versions": "2"}]), BrokenStream)


def test_finds_that_it_says_of_itself_what_is_not_so() -> None:
    failure(forged(about="This bundle proves everything."), Altered)


@pytest.mark.parametrize(
    "raw",
    [b"", b"{}", b"[]", b"null", b"{" * 200, b'{"format":"register-bundle/1"}'],
)
def test_refuses_what_is_no_bundle(raw: bytes) -> None:
    failure(raw, NotABundle)


OTHER_KINDS: list[tuple[str, object]] = [
    ("entries", None),
    ("entries", [1]),
    ("entries", [{}]),
    ("checkpoint", 1),
    ("asked", []),
    ("parts", [{"stream": 1}]),
    ("heads", []),
    ("vkey", None),
    ("about", {}),
]


@pytest.mark.parametrize(("member", "value"), OTHER_KINDS)
def test_refuses_members_of_another_kind(member: str, value: object) -> None:
    failure(forged({member: value}), NotABundle)


def test_refuses_a_member_that_it_does_not_know() -> None:
    failure(forged(comment="trust me"), Altered)


def test_refuses_another_spelling() -> None:
    failure(orjson.dumps(orjson.loads(BUNDLE)), Altered)


@given(st.sets(st.integers(0, 29)))
def test_takes_any_choice_of_entries(chosen: set[int]) -> None:
    base = history()[0]
    contents = [
        base.raw.replace(b'"sequence":"1"', f'"sequence":"{n + 1}"'.encode())
        for n in range(26)
    ]
    log = small_log(contents)
    raws = [*(raw for raw, _ in ENTRIES), *contents]
    found = [
        Logged(index, raws[index], orjson.loads(raws[index]))
        for index in sorted(chosen - {0, 2, 4, 5})
    ]
    verified = verify_bundle(make_bundle(origin(log), ASKED, found), KEY)
    assert [entry.index for entry in verified.entries] == [it.index for it in found]
