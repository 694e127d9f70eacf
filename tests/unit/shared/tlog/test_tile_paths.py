"""The tiles of a log and their addresses."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.tlog.tiles import (
    Tile,
    bundles_between,
    bundles_of,
    parse_tile_path,
    tiles_between,
    tiles_of,
)


@given(
    st.one_of(st.none(), st.integers(0, 7)),
    st.integers(0, 10**15),
    st.integers(1, 256),
)
def test_have_addresses_that_survive_a_round_trip(
    level: int | None,
    index: int,
    width: int,
) -> None:
    tile = Tile(level, index, width)
    assert parse_tile_path(tile.path) == tile


@pytest.mark.parametrize(
    ("tile", "path"),
    [
        (Tile(0, 0), "tile/0/000"),
        (Tile(3, 999, 255), "tile/3/999.p/255"),
        (Tile(0, 1000), "tile/0/x001/000"),
        (Tile(None, 1_234_067), "tile/entries/x001/x234/067"),
        (Tile(None, 1_234_067, 8), "tile/entries/x001/x234/067.p/8"),
    ],
)
def test_are_addressed_in_groups_of_three_digits(tile: Tile, path: str) -> None:
    assert tile.path == path


@pytest.mark.parametrize(
    "path",
    [
        "tile/0/0",
        "tile/0/0000",
        "tile/8/000",
        "tile/00/000",
        "tile/0/x000/000",
        "tile/0/001/000",
        "tile/0/000.p/0",
        "tile/0/000.p/256",
        "tile/0/000.p/01",
        "tile/0/000.p/",
        "tile/entries/../000",
        "tile/0/000\n",
        "tile/0/\N{ARABIC-INDIC DIGIT ONE}00",
    ],
)
def test_have_no_other_address(path: str) -> None:
    assert parse_tile_path(path) is None


def test_of_size_256_are_one_full_and_one_hash_above() -> None:
    assert list(tiles_of(256)) == [Tile(0, 0), Tile(1, 0, 1)]


def test_of_size_70000_are_those_of_the_published_example() -> None:
    tiles = list(tiles_of(70_000))
    assert tiles[:273] == [Tile(0, index) for index in range(273)]
    assert tiles[273:] == [
        Tile(0, 273, 112),
        Tile(1, 0),
        Tile(1, 1, 17),
        Tile(2, 0, 1),
    ]
    assert list(bundles_of(70_000))[-1] == Tile(None, 273, 112)


def test_are_none_for_an_empty_log() -> None:
    assert not list(tiles_of(0))
    assert not list(bundles_of(0))


@given(st.integers(0, 200_000), st.integers(0, 2_000))
def test_that_growing_makes_are_those_that_were_not_there(old: int, more: int) -> None:
    new = old + more
    assert set(tiles_between(old, new)) == set(tiles_of(new)) - set(tiles_of(old))
    assert set(bundles_between(old, new)) == set(bundles_of(new)) - set(bundles_of(old))


def test_know_which_entries_they_cover() -> None:
    tile = Tile(1, 2, 3)
    assert (tile.first_entry, tile.last_entry) == (131_072, 131_839)
