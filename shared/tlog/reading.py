"""What a log's reader has to offer, and tiles as hashes and entries."""

from typing import Protocol

from shared.merkle import HASH_SIZE, TILE_WIDTH, RightEdge, inclusion_proof, root
from shared.merkle.subtrees import Node
from shared.tlog.bundles import read_bundle
from shared.tlog.errors import MalformedBundle, NotServed
from shared.tlog.proofs import InclusionProof
from shared.tlog.tiles import Tile, hashes_at, right_edge

CHECKPOINT = "checkpoint"
_TILE_HEIGHT = 8


class LogReader(Protocol):
    """A place that holds a log: a directory, a web address, a test's dictionary."""

    def read(self, path: str) -> bytes:
        """Return what is at a path below the log's prefix.

        Raises `NotServed` if there is nothing and `Unreachable` if it cannot be
        told.
        """
        ...


def read_tile(reader: LogReader, tile: Tile) -> tuple[bytes, Tile]:
    """Return a tile as served, and which: only its later, full form may be left.

    C2SP tlog-tiles allows a log to drop partial tiles once the full one exists.
    """
    try:
        return reader.read(tile.path), tile
    except NotServed:
        if tile == tile.full:
            raise
        return reader.read(tile.full.path), tile.full


def read_hashes(reader: LogReader, tile: Tile) -> tuple[bytes, ...]:
    """Return a hash tile's hashes (32 bytes each); raises `NotServed`."""
    raw, served = read_tile(reader, tile)
    if len(raw) != served.width * HASH_SIZE:
        raise NotServed(f"{served.path} has {len(raw)} bytes")
    return split_hashes(raw)[: tile.width]


def read_entries(reader: LogReader, tile: Tile) -> tuple[list[bytes], bool]:
    """Return a bundle's entries as far as they can be read, and if that was all."""
    entries: list[bytes] = []
    try:
        raw, served = read_tile(reader, tile)
        entries.extend(read_bundle(raw))
    except (NotServed, MalformedBundle):
        return entries, False
    return entries[: tile.width], len(entries) == served.width


def split_hashes(raw: bytes) -> tuple[bytes, ...]:
    """Return the hashes of 32 bytes each that a tile is made of."""
    starts = range(0, len(raw), HASH_SIZE)
    return tuple(raw[start : start + HASH_SIZE] for start in starts)


def read_edge(reader: LogReader, size: int) -> RightEdge:
    """Return the right edge that a log of this size has; raises `NotServed`."""
    levels = (
        read_hashes(reader, tile) if tile.width else () for tile in right_edge(size)
    )
    return RightEdge(size, tuple(levels))


def node_reader(reader: LogReader, size: int) -> Node:
    """Return a function that finds complete subtrees in the tiles of a log."""

    def node(level: int, index: int) -> bytes:
        # A tile holds every eighth level; those between are folded from it.
        tile_level, height = divmod(level, _TILE_HEIGHT)
        first = index << height
        number, start = divmod(first, 1 << _TILE_HEIGHT)
        available = hashes_at(tile_level, size) - (number << _TILE_HEIGHT)
        tile = Tile(tile_level, number, min(available, 1 << _TILE_HEIGHT))
        hashes = read_hashes(reader, tile)
        return root(hashes[start : start + (1 << height)])

    return node


def build_proof(reader: LogReader, checkpoint: bytes, index: int, size: int) -> bytes:
    """Return the proof file for the entry at `index` under a checkpoint of `size`."""
    hashes = inclusion_proof(index, size, node_reader(reader, size))
    return bytes(InclusionProof(index, tuple(hashes), checkpoint))


def entry_at(reader: LogReader, index: int, size: int) -> bytes:
    """Return one entry of a log of `size`; raises `NotServed`."""
    number, offset = divmod(index, TILE_WIDTH)
    bundle = Tile(None, number, min(size - number * TILE_WIDTH, TILE_WIDTH))
    entries, _ = read_entries(reader, bundle)
    if offset >= len(entries):
        raise NotServed(f"entry {index} cannot be read from {bundle.path}")
    return entries[offset]
