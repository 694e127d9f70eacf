"""Reading every entry of a verified log, hashed again on the way."""

from collections.abc import Iterator

from oversight.logged import Logged, logged
from shared.errors import Unreadable
from shared.merkle import TILE_WIDTH, RightEdge, leaf_hash
from shared.tlog.checkpoint import Checkpoint
from shared.tlog.errors import NotServed, Rewritten, VerificationError
from shared.tlog.reading import LogReader, read_entries
from shared.tlog.tiles import Tile
from shared.tlog.walk import Progress


class NoEvent(VerificationError):
    """An entry of the log is not an event."""


class Rereading:
    """Reads a log bundle by bundle, and on where a later checkpoint lets it.

    What it reads is hashed into a tree of its own, so that a server cannot show other
    entries than those that were verified.
    """

    def __init__(self, reader: LogReader) -> None:
        self._reader = reader
        self._edge = RightEdge()

    def entries(
        self, checkpoint: Checkpoint, on_progress: Progress
    ) -> Iterator[list[Logged]]:
        """Yield the entries not read yet, up to the checkpoint, some at a time.

        Raises `Rewritten` at the end where they do not lead to its root.
        """
        while self._edge.size < checkpoint.size:
            first = self._edge.size
            raw = self._bundle(first, checkpoint.size)
            self._edge, _ = self._edge.append([leaf_hash(entry) for entry in raw])
            yield [_event(first + offset, entry) for offset, entry in enumerate(raw)]
            on_progress(self._edge.size, checkpoint.size)
        if self._edge.root() != checkpoint.root:
            raise Rewritten(f"read twice, {checkpoint.size} entries were not the same")

    def _bundle(self, first: int, size: int) -> list[bytes]:
        number, offset = divmod(first, TILE_WIDTH)
        bundle = Tile(None, number, min(size - number * TILE_WIDTH, TILE_WIDTH))
        entries, complete = read_entries(self._reader, bundle)
        if not complete or len(entries) <= offset:
            raise NotServed(f"{bundle.path} cannot be read")
        return entries[offset:]


def _event(index: int, raw: bytes) -> Logged:
    try:
        return logged(index, raw, (), ())
    except Unreadable as error:
        raise NoEvent(f"entry {index}") from error
