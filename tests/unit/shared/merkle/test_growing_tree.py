"""A tree that grows by its right edge."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.merkle import RightEdge, root
from tests.support.golden_log import leaves

LEAVES = leaves(1400)


def batches() -> st.SearchStrategy[list[int]]:
    return st.lists(st.integers(0, 600), max_size=6).filter(
        lambda cuts: sum(cuts) < 1400
    )


@given(batches())
def test_has_the_same_root_however_it_was_cut_into_batches(cuts: list[int]) -> None:
    edge, size = RightEdge(), 0
    for cut in cuts:
        edge, _ = edge.append(LEAVES[size : size + cut])
        size += cut
    assert (edge.size, edge.root()) == (size, root(LEAVES[:size]))


@given(batches())
def test_gives_out_each_full_tile_once(cuts: list[int]) -> None:
    edge, size, row = RightEdge(), 0, list[bytes]()
    seen: list[tuple[int, int]] = []
    for cut in cuts:
        edge, full = edge.append(LEAVES[size : size + cut])
        size += cut
        for tile in full:
            seen.append((tile.level, tile.index))
            assert tile.level == 0
            row += tile.hashes
    assert seen == [(0, index) for index in range(size // 256)]
    assert row == LEAVES[: size - size % 256]


def test_fills_a_tile_of_the_second_level_at_65536() -> None:
    hashes = [LEAVES[0]] * 65_536
    edge, full = RightEdge().append(hashes)
    assert [tile.level for tile in full].count(1) == 1
    assert edge.levels == ((), (), (root(hashes),))


def test_is_unchanged_by_an_empty_batch() -> None:
    edge, _ = RightEdge().append(LEAVES)
    assert edge.append([]) == (edge, [])


def test_refuses_an_edge_that_belongs_to_another_size() -> None:
    with pytest.raises(ValueError, match="size 3"):
        RightEdge(3, ((LEAVES[0],),))
