"""A proof that a tree continues another."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.merkle import EMPTY_ROOT, consistency_proof, is_consistent
from tests.support.golden_log import leaves
from tests.support.naive_tree import naive_consistency, naive_node, naive_root

LEAVES = leaves(300)
NODE = naive_node(LEAVES)
SIZES = st.integers(2, 300).flatmap(
    lambda new: st.tuples(st.integers(1, new - 1), st.just(new)),
)


@given(SIZES)
def test_is_the_one_that_rfc_6962_defines(sizes: tuple[int, int]) -> None:
    old, new = sizes
    assert consistency_proof(old, new, NODE) == naive_consistency(old, LEAVES[:new])


@given(SIZES)
def test_leads_to_both_roots(sizes: tuple[int, int]) -> None:
    old, new = sizes
    proof = consistency_proof(old, new, NODE)
    roots = naive_root(LEAVES[:old]), naive_root(LEAVES[:new])
    assert is_consistent(old, roots[0], new, roots[1], proof)


@given(SIZES, st.integers(0, 299))
def test_does_not_cover_a_changed_entry(sizes: tuple[int, int], changed: int) -> None:
    old, new = sizes
    rewritten = [*LEAVES[:new]]
    rewritten[changed % old] = bytes(32)
    proof = naive_consistency(old, rewritten)
    root_before, root_now = naive_root(LEAVES[:old]), naive_root(rewritten)
    assert not is_consistent(old, root_before, new, root_now, proof)


@given(SIZES)
def test_holds_for_no_other_length(sizes: tuple[int, int]) -> None:
    old, new = sizes
    proof = consistency_proof(old, new, NODE)
    roots = naive_root(LEAVES[:old]), naive_root(LEAVES[:new])
    assert not is_consistent(old, roots[0], new, roots[1], proof[:-1])
    assert not is_consistent(old, roots[0], new, roots[1], [*proof, LEAVES[0]])
    assert not is_consistent(new, roots[1], old, roots[0], proof)


def test_is_empty_from_the_empty_tree_and_between_equals() -> None:
    root = naive_root(LEAVES)
    assert consistency_proof(0, 300, NODE) == consistency_proof(300, 300, NODE) == []
    assert is_consistent(0, EMPTY_ROOT, 300, root, [])
    assert not is_consistent(0, root, 300, root, [])
    assert is_consistent(300, root, 300, root, [])
    assert not is_consistent(300, root, 300, EMPTY_ROOT, [])


def test_is_refused_from_the_larger_to_the_smaller() -> None:
    with pytest.raises(ValueError, match="cannot contain"):
        consistency_proof(3, 2, NODE)
