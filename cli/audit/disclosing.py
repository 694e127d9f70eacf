"""The disclosures beside an exported log: fetched with a token, forgotten in time."""

import re
from collections.abc import Iterator
from pathlib import Path

from cli.client import Client
from cli.progress import progress
from cli.showing import object_of
from oversight.disclosures import (
    FOLDER,
    SIZE,
    disclosures_path,
    read_disclosures,
    write_disclosures,
)
from shared.contracts.canonical import canonical
from shared.errors import Unreadable
from shared.merkle import TILE_WIDTH
from shared.tlog.believed import Believed
from shared.tlog.keeping import write_whole

_ROUTE = "/api/log/disclosures"
_AT_ONCE = 64
_SIZE = re.compile("[0-9]{1,15}")
_FORGETTING = (b"person-erased.v1", b"erasure-confirmed.v1")
"""An erasure takes effect in the audit store by the time it is confirmed."""


class DisclosuresBeside:
    """The disclosures of one exported log, of `size` entries now.

    The size of the last run is kept beside them: every file that is here was fetched
    when the log had at least so many entries.
    """

    def __init__(self, directory: Path, size: int) -> None:
        self._directory = directory
        self._size = size
        self._bundles = range(-(-size // TILE_WIDTH))

    def forget(self, believed: Believed) -> None:
        """Drop what may not be kept, or is not whole any more.

        That is everything where somebody was erased since: the store has fewer now.
        """
        before = self._asked_at()
        kept = list((self._directory / FOLDER).rglob("*.json"))
        if kept and _holds_erasure(believed, before, self._size):
            for file in kept:
                file.unlink()
        # The last bundle of the run before has grown.
        self._file(before // TILE_WIDTH).unlink(missing_ok=True)
        write_whole(self._directory / SIZE, str(self._size).encode())

    def fetch(self, client: Client) -> None:
        """Fetch the files that are missing, in the name of the client's person.

        One that is here and damaged is missing too. Each answer is on record as one
        look, and brings as many bundles as it may.
        """
        missing = [number for number in self._bundles if not self._is_here(number)]
        with progress("disclosures", len(missing)) as advance:
            for run in _runs(missing):
                answer = client.get("audit", _ROUTE, first=run.start, count=len(run))
                found = object_of(answer)
                for number in run:
                    self._keep(number, canonical(found.get(str(number))))
                    advance(1)

    def _keep(self, number: int, raw: bytes) -> None:
        found = read_disclosures(raw, number)
        here = {it: texts for it, texts in found.items() if it < self._size}
        write_whole(self._file(number), write_disclosures(here))

    def _is_here(self, number: int) -> bool:
        try:
            read_disclosures(self._file(number).read_bytes(), number)
        except (OSError, Unreadable):
            return False
        return True

    def _asked_at(self) -> int:
        file = self._directory / SIZE
        text = file.read_text("ascii", errors="replace") if file.exists() else "0"
        # What cannot be so says nothing: all that is here is looked at again.
        asked_at = int(text) if _SIZE.fullmatch(text) else 0
        return asked_at if asked_at <= self._size else 0

    def _file(self, number: int) -> Path:
        return self._directory / disclosures_path(number)


def _runs(numbers: list[int]) -> Iterator[range]:
    """Yield neighbours together, as many as are had at once."""
    run = range(0)
    for number in numbers:
        if number == run.stop and 0 < len(run) < _AT_ONCE:
            run = range(run.start, number + 1)
        else:
            if run:
                yield run
            run = range(number, number + 1)
    if run:
        yield run


def _holds_erasure(believed: Believed, first: int, end: int) -> bool:
    if first >= end:
        return False
    return any(
        index >= first and any(text in raw for text in _FORGETTING)
        for number in range(first // TILE_WIDTH, -(-end // TILE_WIDTH))
        for index, raw in enumerate(believed.entries(number), number * TILE_WIDTH)
    )
