"""An exported log, opened for an overseer: verified while it is read."""

from collections.abc import Callable, Collection, Iterable, Iterator
from pathlib import Path
from typing import Protocol

from oversight.disclosures import disclosures_in
from oversight.logged import Logged, logged
from shared.identity.roles import Role
from shared.merkle import TILE_WIDTH
from shared.tlog.believed import Believed
from shared.tlog.checkpoint import Checkpoint, open_checkpoint
from shared.tlog.errors import NotServed
from shared.tlog.keys import VerifierKey, parse_verifier_key
from shared.tlog.readers import DirectoryReader
from shared.tlog.reading import CHECKPOINT

VKEY = "vkey"


class Overseen(Protocol):
    """A log under one checkpoint, from whose entries an overseer computes."""

    @property
    def checkpoint(self) -> Checkpoint:
        """What the answers are computed at."""
        ...

    def entries(self, first: int = 0, end: int | None = None) -> Iterator[Logged]:
        """Yield the entries from `first` up to `end`, or to the checkpoint's size."""
        ...


class ExportedLog:
    """A log in a directory, with the disclosures that these roles may see.

    Every entry has led to the signed root before it is handed out: a damaged one
    raises `DamagedLog`. Memory is bounded by a bundle and a tile a level.
    """

    def __init__(
        self,
        directory: Path,
        roles: Collection[Role],
        key: VerifierKey,
        witnesses: Iterable[VerifierKey] = (),
    ) -> None:
        self.directory = directory
        self.roles = frozenset(roles)
        self.key = key
        self.reader = DirectoryReader(directory)
        self.signed = self.reader.read(CHECKPOINT)
        self.checkpoint = open_checkpoint(self.signed, key, witnesses)
        self._believed = Believed(self.reader, self.checkpoint)

    def entries(
        self,
        first: int = 0,
        end: int | None = None,
        wanted: Callable[[bytes], bool] = lambda _raw: True,
    ) -> Iterator[Logged]:
        """Yield the entries from `first` up to `end`, or to the checkpoint's size.

        Only those whose bytes are `wanted` are read as events, which takes its time.
        """
        size = self.checkpoint.size
        stop = size if end is None else min(end, size)
        for number in range(first // TILE_WIDTH, -(-stop // TILE_WIDTH)):
            start = number * TILE_WIDTH
            raws = self._believed.entries(number)
            disclosures = disclosures_in(self.directory, number)
            for index, raw in enumerate(raws, start):
                if first <= index < stop and wanted(raw):
                    yield logged(index, raw, disclosures.get(index, ()), self.roles)

    def checkpoint_at(self, size: int) -> Checkpoint:
        """Return what a checkpoint over the first `size` entries says.

        Raises `NotServed` where there are not so many.
        """
        return Checkpoint(
            self.checkpoint.origin, size, self._believed.earlier(size).root()
        )

    def entry(self, index: int) -> Logged:
        """Return the entry at an index; raises `NotServed` where there is none."""
        if index not in range(self.checkpoint.size):
            size = self.checkpoint.size
            raise NotServed(f"there are {size} entries, and no entry {index}")
        return next(self.entries(index, index + 1))


def key_beside(directory: Path) -> VerifierKey:
    """Return the key that came with the exported log.

    Whoever made the log up could have made this key up too: say so aloud where it is
    believed. Raises `NotServed` or `MalformedKey`.
    """
    raw = DirectoryReader(directory).read(VKEY)
    return parse_verifier_key(raw.decode("utf-8", errors="replace"))
