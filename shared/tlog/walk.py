"""The walk from a signed root down to every entry, noting what is damaged."""

from collections.abc import Callable, Iterator, Sequence
from itertools import product

from shared.merkle import TILE_WIDTH, RightEdge, leaf_hash, root
from shared.tlog.checkpoint import Checkpoint
from shared.tlog.damage import Damage, Kind, damages_of_bundle, damages_of_tile
from shared.tlog.errors import NotServed
from shared.tlog.reading import LogReader, read_entries, read_hashes
from shared.tlog.tiles import Tile, right_edge

Hashes = tuple[bytes, ...]
Progress = Callable[[int, int], None]
"""Is told how many entries have been looked at, and of how many."""


class Walk:
    """One verification of all of a log's bytes against its signed root.

    Memory is bounded by a few tiles and one bundle; `damages` grows on the way.
    """

    def __init__(
        self,
        reader: LogReader,
        checkpoint: Checkpoint,
        on_progress: Progress,
    ) -> None:
        self._reader = reader
        self._checkpoint = checkpoint
        self._on_progress = on_progress
        self.damages: list[Damage] = []

    def run(self) -> None:
        """Walk over every tile and every entry, in the order of the entries."""
        edge = right_edge(self._checkpoint.size)
        believed = self._believe_edge(edge)
        for tile, hashes in zip(reversed(edge), reversed(believed), strict=True):
            self._descend(tile, hashes)

    def _descend(self, tile: Tile, hashes: Hashes) -> None:
        if not tile.width or len(hashes) != tile.width:
            return
        if tile.level:
            for child, expected in zip(children(tile), hashes, strict=True):
                self._descend(child, self._believe(child, expected))
            return
        entries, complete = read_entries(self._reader, tile.bundle)
        found = tuple(map(leaf_hash, entries))
        if found != hashes or not complete:
            self.damages += damages_of_bundle(tile.bundle, found, hashes, complete)
        size = self._checkpoint.size
        self._on_progress(tile.first_entry + tile.width, size)

    def _believe(self, tile: Tile, expected: bytes) -> Hashes:
        stored = self._stored(tile)
        if root(stored) == expected:
            return stored
        computed = self._computed(tile)
        if root(computed) == expected:
            self.damages += damages_of_tile(tile, stored, computed)
            return computed
        self.damages.append(
            Damage(Kind.RANGE, tile.first_entry, tile.last_entry, tile.path)
        )
        # Below level 0 there is nothing that could narrow the range down.
        return stored if tile.level else ()

    def _believe_edge(self, edge: list[Tile]) -> list[Hashes]:
        # The root is over the partial tiles of all levels at once, so each may be
        # believed as stored or as computed: eight ways up to 16 million entries.
        stored = [self._stored(tile) for tile in edge]
        if self._is_signed(stored):
            return stored
        computed = [self._computed(tile) for tile in edge]
        for believed in product(*zip(stored, computed, strict=True)):
            if self._is_signed(believed):
                for tile, was, now in zip(edge, stored, believed, strict=True):
                    self.damages += damages_of_tile(tile, was, now)
                return list(believed)
        last = self._checkpoint.size - 1
        self.damages.append(Damage(Kind.RANGE, 0, last, "checkpoint"))
        return [(), *stored[1:]]

    def _is_signed(self, edge: Sequence[Hashes]) -> bool:
        checkpoint = self._checkpoint
        try:
            return RightEdge(checkpoint.size, tuple(edge)).root() == checkpoint.root
        except ValueError:
            return False

    def _stored(self, tile: Tile) -> Hashes:
        if not tile.width:
            return ()
        try:
            return read_hashes(self._reader, tile)
        except NotServed:
            return ()

    def _computed(self, tile: Tile) -> Hashes:
        if not tile.width:
            return ()
        if tile.level:
            return tuple(root(self._stored(child)) for child in children(tile))
        entries, _ = read_entries(self._reader, tile.bundle)
        return tuple(map(leaf_hash, entries))


def children(tile: Tile) -> list[Tile]:
    """Return the full tiles one level down that a tile's hashes are the roots of."""
    first = tile.index * TILE_WIDTH
    below = (tile.level or 0) - 1
    return [Tile(below, first + offset) for offset in range(tile.width)]


def reading_order(size: int) -> Iterator[Tile]:
    """Yield the tiles and bundles of an undamaged log in the order of the walk."""
    edge = [tile for tile in right_edge(size) if tile.width]
    yield from edge
    for tile in reversed(edge):
        yield from _order_below(tile)


def _order_below(tile: Tile) -> Iterator[Tile]:
    if not tile.level:
        yield tile.bundle
        return
    for child in children(tile):
        yield child
        yield from _order_below(child)
