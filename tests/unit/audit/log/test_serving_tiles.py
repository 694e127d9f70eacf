"""Tiles as the log serves them."""

import pytest

from services.audit.log.serving import covering_tile, published_hashes
from shared.tlog.tiles import Tile
from tests.support.golden_log import Shelf, golden_log

LOG = golden_log(600)


@pytest.mark.parametrize("width", [1, 87, 88])
def test_are_cut_to_any_width_that_was_once_published(width: int) -> None:
    hashes = published_hashes(LOG, Tile(0, 2, width))
    assert hashes == LOG["tile/0/002.p/88"][: width * 32]


def test_are_cut_from_full_ones_too() -> None:
    assert published_hashes(LOG, Tile(0, 1, 7)) == LOG["tile/0/001"][: 7 * 32]


@pytest.mark.parametrize(
    "tile",
    [Tile(0, 2, 89), Tile(0, 2), Tile(0, 3, 1), Tile(1, 0, 3), Tile(2, 0, 1)],
)
def test_are_not_there_before_a_checkpoint_covers_them(tile: Tile) -> None:
    assert published_hashes(LOG, tile) is None


def test_are_not_there_before_the_first_checkpoint() -> None:
    assert covering_tile(Shelf(), Tile(0, 0, 1)) is None
