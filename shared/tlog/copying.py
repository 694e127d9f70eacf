"""Copying a log into a directory: verified on the way, and safe to interrupt.

What a checkpoint promises is on the disk before the checkpoint is. So the directory
is a sound log at every moment: the one before until the last step, and then this one.
"""

from contextlib import suppress
from pathlib import Path

from shared.merkle import HASH_SIZE, TILE_WIDTH, root
from shared.tlog.ahead import ReadingAhead
from shared.tlog.believed import Believed, believed_edge, compare, damaged
from shared.tlog.bundles import encode_bundle
from shared.tlog.checkpoint import Checkpoint
from shared.tlog.damage import DamagedLog
from shared.tlog.keeping import sync_folders, write_whole
from shared.tlog.readers import DirectoryReader
from shared.tlog.reading import CHECKPOINT, LogReader, read_entries, split_hashes
from shared.tlog.tiles import Tile, right_edge
from shared.tlog.verifier import ignore_progress
from shared.tlog.walk import Progress, reading_order


class Copy:
    """A copy of the log under one checkpoint, which the log may grow beyond meanwhile.

    What is in the directory already is verified instead of fetched. Nothing damaged
    comes under a final name: `keep_all` raises a `VerificationError` before.
    """

    def __init__(
        self, reader: LogReader, checkpoint: Checkpoint, directory: Path
    ) -> None:
        self._reader = reader
        self._checkpoint = checkpoint
        self._directory = directory
        self._here = DirectoryReader(directory)

    def keep_all(self, on_progress: Progress = ignore_progress) -> None:
        """Fetch every tile and bundle that is not here, and return when all are."""
        self._keep_edge()
        believed = Believed(self._here, self._checkpoint)
        order = reading_order(self._checkpoint.size)
        missing = (tile for tile in order if not self._has(tile))
        with ReadingAhead(self._reader, order=missing) as ahead:
            for tile in reading_order(self._checkpoint.size):
                if tile.level is None:
                    self._keep_bundle(tile, believed, ahead)
                    done = tile.last_entry + 1
                    on_progress(done, self._checkpoint.size)
                elif tile == tile.full:
                    self._keep_tile(tile, believed, ahead)

    def publish(self, signed: bytes) -> None:
        """Put the checkpoint beside what it promises; then drop what it does not."""
        sync_folders(self._directory)
        write_whole(self._directory / CHECKPOINT, signed)
        sync_folders(self._directory)
        self._drop_old_partials()

    def _has(self, tile: Tile) -> bool:
        return (self._directory / tile.path).exists()

    def _keep_edge(self) -> None:
        # The partial tiles of all levels lead to the root together, or not at all.
        edge = believed_edge(self._reader, self._checkpoint)
        for tile, hashes in zip(right_edge(edge.size), edge.levels, strict=True):
            if tile.width:
                self._write(tile, b"".join(hashes))

    def _keep_tile(self, tile: Tile, believed: Believed, ahead: LogReader) -> None:
        expected = believed.root_of(tile)
        if self._has(tile) and _folds(self._here.read(tile.path), expected):
            return
        raw = ahead.read(tile.path)
        if not _folds(raw, expected):
            raise damaged(tile)
        self._write(tile, raw)

    def _keep_bundle(self, bundle: Tile, believed: Believed, ahead: LogReader) -> None:
        sealed = believed.hashes(0, bundle.index)
        if self._has(bundle):
            with suppress(DamagedLog):
                compare(bundle, read_entries(self._here, bundle), sealed)
                return
        found = read_entries(ahead, bundle)
        compare(bundle, found, sealed)
        self._write(bundle, encode_bundle(found[0]))

    def _write(self, tile: Tile, raw: bytes) -> None:
        write_whole(self._directory / tile.path, raw)

    def _drop_old_partials(self) -> None:
        edge = [tile for tile in right_edge(self._checkpoint.size) if tile.width]
        promised = {tile.path for tile in edge}
        promised |= {tile.bundle.path for tile in edge if tile.level == 0}
        for folder in sorted((self._directory / "tile").rglob("*.p")):
            for file in sorted(folder.iterdir()):
                path = file.relative_to(self._directory).as_posix()
                if path not in promised:
                    file.unlink()
            if not any(folder.iterdir()):
                folder.rmdir()


def _folds(raw: bytes, expected: bytes) -> bool:
    """Tell whether a full tile's bytes lead to the hash above it."""
    whole = len(raw) == TILE_WIDTH * HASH_SIZE
    return whole and root(split_hashes(raw)) == expected
