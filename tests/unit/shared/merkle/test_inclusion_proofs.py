"""A proof that an entry is in a tree."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.merkle import inclusion_proof, is_included
from tests.support.golden_log import leaves
from tests.support.naive_tree import naive_inclusion, naive_node, naive_root

LEAVES = leaves(300)
NODE = naive_node(LEAVES)
PLACES = st.integers(1, 300).flatmap(
    lambda size: st.tuples(st.integers(0, size - 1), st.just(size)),
)


@given(PLACES)
def test_is_the_one_that_rfc_6962_defines(place: tuple[int, int]) -> None:
    index, size = place
    assert inclusion_proof(index, size, NODE) == naive_inclusion(index, LEAVES[:size])


@given(PLACES)
def test_leads_to_the_root(place: tuple[int, int]) -> None:
    index, size = place
    proof = inclusion_proof(index, size, NODE)
    assert is_included(LEAVES[index], index, size, proof, naive_root(LEAVES[:size]))


@given(PLACES, st.data())
def test_leads_nowhere_else(place: tuple[int, int], data: st.DataObject) -> None:
    index, size = place
    tree_root = naive_root(LEAVES[:size])
    proof = inclusion_proof(index, size, NODE)
    other = data.draw(st.integers(-1, size + 1).filter(lambda it: it != index))
    assert not is_included(LEAVES[index], other, size, proof, tree_root)
    assert (
        not is_included(LEAVES[index - 1], index, size, proof, tree_root) or size == 1
    )
    assert not is_included(LEAVES[index], index, size, [*proof, LEAVES[0]], tree_root)
    assert not proof or not is_included(
        LEAVES[index],
        index,
        size,
        proof[:-1],
        tree_root,
    )


def test_is_refused_for_an_entry_that_is_not_there() -> None:
    with pytest.raises(ValueError, match="no entry 3"):
        inclusion_proof(3, 3, NODE)
