"""A log's hashes and entries, each led back to the signed root before it is used."""

from shared.merkle import TILE_WIDTH, RightEdge, leaf_hash, root
from shared.tlog.checkpoint import Checkpoint
from shared.tlog.damage import Damage, DamagedLog, Kind, damages_of_bundle
from shared.tlog.errors import NotServed
from shared.tlog.reading import (
    CHECKPOINT,
    LogReader,
    read_edge,
    read_entries,
    read_hashes,
)
from shared.tlog.tiles import Tile, hashes_at, right_edge

Hashes = tuple[bytes, ...]


class Believed:
    """Reads a log from any side, and believes nothing that the root does not cover.

    The right edge leads to the signed root; every full tile leads to a hash of the
    tile above it; every entry is compared with its hash. One tile a level is
    remembered, so that reading in order costs each tile once. Its methods raise
    `DamagedLog` or `NotServed`.
    """

    def __init__(self, reader: LogReader, checkpoint: Checkpoint) -> None:
        self._reader = reader
        self._size = checkpoint.size
        self._last: dict[int, tuple[int, Hashes]] = {}
        self._edge = believed_edge(reader, checkpoint).levels

    def hashes(self, level: int, index: int) -> Hashes:
        """Return the hashes of a tile, as many as the log has of it."""
        if index == hashes_at(level, self._size) // TILE_WIDTH:
            return self._edge[level]
        remembered = self._last.get(level)
        if remembered is not None and remembered[0] == index:
            return remembered[1]
        tile = Tile(level, index)
        found = read_hashes(self._reader, tile)
        if root(found) != self.root_of(tile):
            raise damaged(tile)
        self._last[level] = (index, found)
        return found

    def root_of(self, tile: Tile) -> bytes:
        """Return what a full tile's hashes fold to: a hash of the tile above it."""
        above, offset = divmod(tile.index, TILE_WIDTH)
        return self.hashes((tile.level or 0) + 1, above)[offset]

    def earlier(self, size: int) -> RightEdge:
        """Return the right edge that the log had when it had so many entries.

        Raises `NotServed` where it has not come to so many yet.
        """
        if not 0 <= size <= self._size:
            raise NotServed(f"there are {self._size} entries, and not {size}")
        levels = (
            self.hashes(tile.level or 0, tile.index)[: tile.width] if tile.width else ()
            for tile in right_edge(size)
        )
        return RightEdge(size, tuple(levels))

    def entries(self, number: int) -> list[bytes]:
        """Return the entries of a bundle, as many as the log has of it."""
        sealed = self.hashes(0, number)
        bundle = Tile(None, number, len(sealed))
        found = read_entries(self._reader, bundle)
        compare(bundle, found, sealed)
        return found[0]


def compare(bundle: Tile, found: tuple[list[bytes], bool], sealed: Hashes) -> None:
    """Raise `DamagedLog` unless what `read_entries` found is what was sealed."""
    entries, complete = found
    hashes = tuple(map(leaf_hash, entries))
    if hashes != sealed or not complete:
        damages = damages_of_bundle(bundle, hashes, sealed, complete)
        raise DamagedLog(tuple(damages))


def damaged(tile: Tile) -> DamagedLog:
    """Return the error that says that a tile does not lead to the root."""
    return DamagedLog(
        (Damage(Kind.RANGE, tile.first_entry, tile.last_entry, tile.path),)
    )


def believed_edge(reader: LogReader, checkpoint: Checkpoint) -> RightEdge:
    """Return the log's right edge, which leads to the signed root."""
    size = checkpoint.size
    edge = read_edge(reader, size)
    if edge.root() != checkpoint.root:
        raise DamagedLog((Damage(Kind.RANGE, 0, max(size - 1, 0), CHECKPOINT),))
    return edge
