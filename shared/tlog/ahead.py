"""Reading ahead, so that a log far away is not verified one round trip at a time."""

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType
from typing import Self

from shared.tlog.checkpoint import parse_checkpoint
from shared.tlog.errors import VerificationError
from shared.tlog.note import parse_note
from shared.tlog.reading import CHECKPOINT, LogReader
from shared.tlog.tiles import Tile
from shared.tlog.walk import reading_order


class ReadingAhead:
    """A reader that fetches what will be asked for next, a few things at a time.

    What is asked for out of order is read at once, so a damaged log, whose walk
    takes other ways, is verified all the same. `order` is what will be asked for;
    where it is not told, it is all that the checkpoint promises, once that is read.
    """

    def __init__(
        self, reader: LogReader, depth: int = 8, order: Iterable[Tile] = ()
    ) -> None:
        self._reader = reader
        self._depth = depth
        self._paths: Iterator[str] = (tile.path for tile in order)
        self._coming: deque[tuple[str, Future[bytes]]] = deque()
        self._threads = ThreadPoolExecutor(max_workers=depth)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        self._threads.shutdown(cancel_futures=True)

    def read(self, path: str) -> bytes:
        """Return what is at the path, as the reader behind this one does."""
        if path == CHECKPOINT:
            raw = self._reader.read(path)
            self._paths = _paths_under(raw)
            return raw
        self._fetch()
        if all(coming != path for coming, _ in self._coming):
            return self._reader.read(path)
        coming, future = self._coming.popleft()
        while coming != path:
            coming, future = self._coming.popleft()
        self._fetch()
        return future.result()

    def _fetch(self) -> None:
        while len(self._coming) < self._depth:
            path = next(self._paths, None)
            if path is None:
                return
            future = self._threads.submit(self._reader.read, path)
            self._coming.append((path, future))


def _paths_under(raw: bytes) -> Iterator[str]:
    # Nothing is believed here: the verifier reads the same bytes and judges them.
    try:
        size = parse_checkpoint(parse_note(raw).text).size
    except VerificationError:
        return iter(())
    return (tile.path for tile in reading_order(size))
