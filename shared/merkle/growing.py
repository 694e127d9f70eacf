"""A growing tree as its right edge: all that is needed to append to it."""

from collections.abc import Sequence
from dataclasses import dataclass

from shared.merkle.hashing import EMPTY_ROOT, root

TILE_WIDTH = 256


@dataclass(frozen=True)
class FullTile:
    """256 neighbouring hashes of one tile level, which will never change."""

    level: int
    index: int
    hashes: tuple[bytes, ...]


@dataclass(frozen=True)
class RightEdge:
    """A tree's size and, by tile level, the hashes that fill no tile yet.

    These are exactly the partial tiles that a log of this size serves, so an edge
    is read back from a few small files whatever the size of the log.
    """

    size: int = 0
    levels: tuple[tuple[bytes, ...], ...] = ()

    def __post_init__(self) -> None:
        """Refuse hashes that a tree of this size would not have left over."""
        remaining, widths = self.size, list[int]()
        while remaining:
            remaining, width = divmod(remaining, TILE_WIDTH)
            widths.append(width)
        if widths != [len(hashes) for hashes in self.levels]:
            raise ValueError(f"these are not the partial tiles of size {self.size}")

    def append(
        self,
        leaf_hashes: Sequence[bytes],
    ) -> tuple["RightEdge", list[FullTile]]:
        """Return the edge after these leaves, and the tiles that became full."""
        filled: list[FullTile] = []
        levels: list[tuple[bytes, ...]] = []
        rising = tuple(leaf_hashes)
        above = self.size
        for level in range(len(self.levels) + _new_levels(self.size, len(rising))):
            above //= TILE_WIDTH
            held = self.levels[level] if level < len(self.levels) else ()
            tiles, rest = _cut(held + rising, level, above)
            filled += tiles
            levels.append(rest)
            rising = tuple(root(tile.hashes) for tile in tiles)
        return RightEdge(self.size + len(leaf_hashes), tuple(levels)), filled

    def root(self) -> bytes:
        """Return the root over all leaves appended so far."""
        rest: tuple[bytes, ...] = ()
        for hashes in self.levels:
            row = hashes + rest
            rest = (root(row),) if row else ()
        return rest[0] if rest else EMPTY_ROOT


def _cut(
    hashes: tuple[bytes, ...],
    level: int,
    first: int,
) -> tuple[list[FullTile], tuple[bytes, ...]]:
    whole = len(hashes) - len(hashes) % TILE_WIDTH
    tiles = [
        FullTile(level, first + start // TILE_WIDTH, hashes[start : start + TILE_WIDTH])
        for start in range(0, whole, TILE_WIDTH)
    ]
    return tiles, hashes[whole:]


def _new_levels(size: int, more: int) -> int:
    return _levels(size + more) - _levels(size)


def _levels(size: int) -> int:
    return -(-size.bit_length() // 8)
