"""Sealing the last version of every stream."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oversight.stream_heads import (
    CHUNK,
    Head,
    HeadNotProven,
    HeadProof,
    HeadsTree,
    plant,
    prove_head,
    proven_version,
)
from shared.contracts.canonical import canonical
from shared.merkle import EMPTY_ROOT, leaf_hash, root

SIZES = [1, 2, 3, 255, 256, 257, 300, 512, 513, 1025]


def numbered(count: int) -> list[Head]:
    """Return so many heads, with room for other streams between them."""
    return [(f"s/{2 * number:05}", number + 1) for number in range(count)]


def prove(heads: list[Head], stream: str) -> tuple[HeadsTree, HeadProof]:
    tree = plant(heads)
    chunks = {
        number: heads[number * CHUNK : (number + 1) * CHUNK]
        for number in tree.chunks_about(stream)
    }
    return tree, prove_head(tree, stream, chunks)


@pytest.mark.parametrize("count", [0, *SIZES])
def test_is_the_tree_of_rfc_6962_over_canonical_pairs(count: int) -> None:
    heads = numbered(count)
    leaves = [leaf_hash(canonical(list(head))) for head in heads]
    assert plant(heads).root() == (root(leaves) if heads else EMPTY_ROOT)


@pytest.mark.parametrize("count", SIZES)
def test_proves_the_head_of_every_stream(count: int) -> None:
    heads = numbered(count)
    for stream, version in heads[:: max(1, count // 40)] + heads[-2:]:
        tree, proof = prove(heads, stream)
        assert proven_version(proof, stream, tree.count, tree.root()) == version


@pytest.mark.parametrize("count", [0, *SIZES])
def test_proves_that_a_stream_has_no_event(count: int) -> None:
    heads = numbered(count)
    between = [f"s/{2 * at + 1:05}" for at in range(0, count, max(1, count // 40))]
    for stream in ["a", "z", *between, f"s/{2 * count - 1:05}"]:
        tree, proof = prove(heads, stream)
        assert proven_version(proof, stream, tree.count, tree.root()) == 0


@given(st.lists(st.text(min_size=1), min_size=1, max_size=20, unique=True))
def test_orders_streams_by_their_bytes(streams: list[str]) -> None:
    usable = [it for it in streams if it.encode("utf-8", "ignore").decode() == it]
    by_bytes = sorted(usable, key=lambda stream: stream.encode())
    assert by_bytes == sorted(usable)


@given(st.integers(0, 299), st.integers(1, 500), st.booleans())
def test_refuses_another_version(at: int, other: int, hide: bool) -> None:
    heads = numbered(300)
    stream, version = heads[at]
    tree, proof = prove(heads, stream)
    (shown,) = proof.heads
    forged = HeadProof((replace(shown, version=other),))
    if hide:
        # The neighbours of a stream that is there are no neighbours of each other.
        left, right = (
            prove(heads, heads[max(0, min(299, at + by))][0])[1].heads for by in (-1, 1)
        )
        forged = HeadProof((*left, *right))
    elif other == version:
        return
    with pytest.raises(HeadNotProven):
        proven_version(forged, stream, tree.count, tree.root())


def test_refuses_a_proof_about_another_stream() -> None:
    tree, proof = prove(numbered(10), "s/00004")
    with pytest.raises(HeadNotProven, match="say nothing about s/00006"):
        proven_version(proof, "s/00006", tree.count, tree.root())


def test_refuses_no_proof_at_all_unless_nothing_is_sealed() -> None:
    tree = plant(numbered(3))
    with pytest.raises(HeadNotProven):
        proven_version(HeadProof(()), "s/00001", tree.count, tree.root())
