"""A log's reader that notes every signed checkpoint which is read through it."""

from shared.tlog.reading import CHECKPOINT, LogReader


class Noting:
    """Reads as the reader behind it does; what the log signed can be shown later."""

    def __init__(self, reader: LogReader) -> None:
        self._reader = reader
        self._noted: dict[bytes, None] = {}

    def read(self, path: str) -> bytes:
        """Return what is at the path."""
        raw = self._reader.read(path)
        if path == CHECKPOINT or path.endswith(f"/{CHECKPOINT}"):
            self._noted.pop(raw, None)
            self._noted[raw] = None
        return raw

    @property
    def checkpoints(self) -> tuple[bytes, ...]:
        """The checkpoints that were read, each once, the last one last."""
        return tuple(self._noted)
