"""A proof file."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.tlog.errors import (
    MalformedProof,
    NotIncluded,
    NotSigned,
    VerificationError,
)
from shared.tlog.proofs import InclusionProof, parse_proof, verify_proof
from shared.tlog.reading import build_proof
from tests.support.golden_log import KEY, WITNESS, entry, golden_log

SIZE = 600
LOG = golden_log(SIZE)


def proof_of(index: int) -> bytes:
    return build_proof(LOG, LOG["checkpoint"], index, SIZE)


@given(
    st.integers(0, 2**62),
    st.lists(st.binary(min_size=32, max_size=32), max_size=63).map(tuple),
)
def test_survives_a_round_trip(index: int, hashes: tuple[bytes, ...]) -> None:
    proof = InclusionProof(index, hashes, LOG["checkpoint"])
    assert parse_proof(bytes(proof)) == proof


@pytest.mark.parametrize("index", [0, 255, 256, 511, 512, 599])
def test_convinces_of_its_entry(index: int) -> None:
    proved = verify_proof(parse_proof(proof_of(index)), entry(index), KEY)
    assert proved.size == SIZE


def test_convinces_of_no_other_entry() -> None:
    with pytest.raises(NotIncluded, match="entry 7 of 600"):
        verify_proof(parse_proof(proof_of(7)), entry(8), KEY)


def test_is_refused_without_a_demanded_witness() -> None:
    proof = parse_proof(proof_of(7))
    with pytest.raises(NotSigned):
        verify_proof(proof, entry(7), KEY, [WITNESS.verifier_key])


def test_looks_as_published() -> None:
    lines = proof_of(599).decode().split("\n")
    blank = lines.index("")
    assert lines[:2] == ["c2sp.org/tlog-proof@v1", "index 599"]
    assert "\n".join(lines[blank + 1 :]).encode() == LOG["checkpoint"]


FILE = proof_of(300)


@given(st.integers(0, len(FILE) * 8 - 1))
def test_is_refused_with_any_bit_changed(bit: int) -> None:
    changed = bytearray(FILE)
    changed[bit // 8] ^= 1 << bit % 8
    with pytest.raises(VerificationError):
        verify_proof(parse_proof(bytes(changed)), entry(300), KEY)


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"c2sp.org/tlog-proof@v1\nindex 0",
        b"c2sp.org/tlog-proof@v2\nindex 0\n\n",
        b"c2sp.org/tlog-proof@v1\nindex 00\n\n",
        b"c2sp.org/tlog-proof@v1\n0\n\n",
        b"c2sp.org/tlog-proof@v1\nindex 0\nAAAA\n\n",
        b"c2sp.org/tlog-proof@v1\nindex 0\n" + b"?\n\n",
        b"c2sp.org/tlog-proof@v1\nindex 0\n\xff\n\n",
        b"c2sp.org/tlog-proof@v1\nindex 0\n" + (b"A" * 43 + b"=\n") * 64 + b"\n",
    ],
)
def test_is_refused_in_any_other_form(raw: bytes) -> None:
    with pytest.raises(MalformedProof):
        parse_proof(raw)
