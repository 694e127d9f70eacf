"""The log's files, outside the database: written whole, and on the disk for certain."""

import os
import shutil
from collections.abc import Generator, Iterator, Mapping
from contextlib import contextmanager
from fcntl import LOCK_EX, LOCK_NB, flock
from pathlib import Path

from shared.tlog.readers import DirectoryReader
from shared.tlog.reading import CHECKPOINT
from shared.tlog.tiles import Tile

ARCHIVE = "archive"
VERIFIER_KEY = "vkey"
LOCK_FILE = ".sequencer"
SIGNED = ".signed"
"""The last checkpoint signed, which is published a little later and never before."""


class LogFilesTaken(Exception):
    """Another sequencer writes these files."""


class LogFiles(DirectoryReader):
    """The directory with the checkpoint, the tiles and the entry bundles.

    Anything that a checkpoint promises is fsynced before the checkpoint is.
    """

    def __init__(self, directory: Path) -> None:
        super().__init__(directory)
        self._root = directory

    @property
    def root(self) -> Path:
        """The directory itself."""
        return self._root

    @contextmanager
    def taken(self) -> Generator[None]:
        """Keep every other sequencer away; raises `LogFilesTaken`.

        The database's lock can be lost without our knowing; this one cannot, so a
        sequencer that wakes up late never puts an old checkpoint over a newer.
        """
        self._root.mkdir(parents=True, exist_ok=True)
        with (self._root / LOCK_FILE).open("w") as lock:
            try:
                flock(lock, LOCK_EX | LOCK_NB)
            except BlockingIOError as error:
                raise LogFilesTaken from error
            yield

    def keep(self, contents: Mapping[Tile, bytes]) -> None:
        """Write tiles and bundles and return when they are on the disk."""
        folders: set[Path] = set()
        for tile, raw in contents.items():
            file = self._root / tile.path
            file.parent.mkdir(parents=True, exist_ok=True)
            _write(file, raw)
            # A new folder's name is in its parent's list, up to our own.
            folders.update(self._folders_above(file))
        for folder in folders:
            _sync_directory(folder)
        for tile in contents:
            if tile == tile.full:
                # Partial tiles are read out of the full one from now on.
                partials = self._root / f"{tile.path}.p"
                shutil.rmtree(partials, ignore_errors=True)

    def keep_signed(self, checkpoint: bytes) -> None:
        """Keep what was signed; everything it promises has to be kept before."""
        _write(self._root / SIGNED, checkpoint)
        _sync_directory(self._root)

    def publish(self, checkpoint: bytes) -> None:
        """Replace the checkpoint that everybody reads by one kept as signed."""
        _write(self._root / CHECKPOINT, checkpoint)
        _sync_directory(self._root)

    def keep_archived(self, number: int, checkpoint: bytes, verifier_key: str) -> None:
        """Keep the last checkpoint of a log that was handed over, and its key."""
        file = self._root / archived(number, CHECKPOINT)
        file.parent.mkdir(parents=True, exist_ok=True)
        _write(
            self._root / archived(number, VERIFIER_KEY), f"{verifier_key}\n".encode()
        )
        # The checkpoint last: where it is, the whole is.
        _write(file, checkpoint)
        for folder in self._folders_above(file):
            _sync_directory(folder)

    def _folders_above(self, file: Path) -> Iterator[Path]:
        folder = file.parent
        while folder != self._root:
            yield folder
            folder = folder.parent
        yield folder


def archived(number: int, path: str) -> str:
    """Return where a log that was handed over, counted from 1, has this path."""
    return f"{ARCHIVE}/{number}/{path}"


def _write(file: Path, raw: bytes) -> None:
    fresh = file.with_name(f".{file.name}.new")
    with fresh.open("wb") as written:
        written.write(raw)
        written.flush()
        os.fsync(written.fileno())
    fresh.replace(file)


def _sync_directory(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
