"""Where a log of some size keeps what (C2SP tlog-tiles): tiles and their paths."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from shared.merkle import TILE_WIDTH

ENTRIES = "entries"
_PATH = re.compile(
    r"tile/(?P<row>entries|[0-7])/(?P<index>(?:x[0-9]{3}/){0,6}[0-9]{3})"
    r"(?:\.p/(?P<width>[1-9][0-9]{0,2}))?",
    re.ASCII,
)


@dataclass(frozen=True)
class Tile:
    """Up to 256 neighbours of one row: hashes of a level, or entries (level None)."""

    level: int | None
    index: int
    width: int = TILE_WIDTH

    @property
    def full(self) -> "Tile":
        """The tile that this one becomes when the log has grown enough."""
        return Tile(self.level, self.index)

    @property
    def bundle(self) -> "Tile":
        """The entries under a level-0 tile."""
        return Tile(None, self.index, self.width)

    @property
    def first_entry(self) -> int:
        """The index of the first entry under the tile."""
        return self.index * TILE_WIDTH ** ((self.level or 0) + 1)

    @property
    def last_entry(self) -> int:
        """The index of the last entry under the tile."""
        return self.first_entry + self.width * TILE_WIDTH ** (self.level or 0) - 1

    @property
    def path(self) -> str:
        """The address below the log's prefix, such as `tile/0/x001/x234/067.p/8`."""
        digits = str(self.index)
        digits = digits.zfill(-(-len(digits) // 3) * 3)
        groups = [digits[start : start + 3] for start in range(0, len(digits), 3)]
        number = "/".join([*(f"x{group}" for group in groups[:-1]), groups[-1]])
        partial = "" if self.width == TILE_WIDTH else f".p/{self.width}"
        row = ENTRIES if self.level is None else str(self.level)
        return f"tile/{row}/{number}{partial}"


def parse_tile_path(path: str) -> Tile | None:
    """Return the tile at a path below the log's prefix, or None if it is no such."""
    match = _PATH.fullmatch(path)
    if match is None:
        return None
    index = int(match["index"].replace("x", "").replace("/", ""))
    row = match["row"]
    width = int(match["width"] or TILE_WIDTH)
    tile = Tile(None if row == ENTRIES else int(row), index, width)
    # One tile has one address: no superfluous groups, no width of 256 or above.
    return tile if tile.path == path else None


def width_at(level: int, size: int) -> int:
    """Return how many hashes of a level fill no tile yet in a log of this size."""
    return hashes_at(level, size) % TILE_WIDTH


def hashes_at(level: int, size: int) -> int:
    """Return how many complete subtrees of 256^level entries a log has."""
    return size >> (8 * level)


def levels_of(size: int) -> range:
    """Return the tile levels that a log of this size has."""
    return range(-(-size.bit_length() // 8))


def right_edge(size: int) -> list[Tile]:
    """Return the partial tile of each level, lowest first; its width may be zero."""
    return [
        Tile(level, hashes_at(level, size) // TILE_WIDTH, width_at(level, size))
        for level in levels_of(size)
    ]


def tiles_of(size: int) -> Iterator[Tile]:
    """Yield every hash tile of a log of this size, lowest level first."""
    return tiles_between(0, size)


def bundles_of(size: int) -> Iterator[Tile]:
    """Yield every entry bundle of a log of this size."""
    return bundles_between(0, size)


def tiles_between(old_size: int, new_size: int) -> Iterator[Tile]:
    """Yield the hash tiles that growing from the one size to the other makes."""
    for level in levels_of(new_size):
        old, new = hashes_at(level, old_size), hashes_at(level, new_size)
        yield from _row(level, old, new)


def bundles_between(old_size: int, new_size: int) -> Iterator[Tile]:
    """Yield the entry bundles that growing from the one size to the other makes."""
    return _row(None, old_size, new_size)


def _row(level: int | None, old: int, new: int) -> Iterator[Tile]:
    if old == new:
        return
    for index in range(old // TILE_WIDTH, new // TILE_WIDTH):
        yield Tile(level, index)
    if new % TILE_WIDTH:
        yield Tile(level, new // TILE_WIDTH, new % TILE_WIDTH)
