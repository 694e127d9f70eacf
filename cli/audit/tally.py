"""Counts and digests of a log's entries by service, day and stream.

In a private database on disk: a log is longer than a memory, and digests want its
entries in another order than its own.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from hashlib import sha256
from itertools import groupby
from typing import Self

from oversight.logged import Logged
from shared.merkle import leaf_hash

_TABLE = """
CREATE TABLE entries (
    source TEXT, day TEXT, stream TEXT, version INTEGER, leaf BLOB,
    PRIMARY KEY (source, day, stream, version)
) WITHOUT ROWID
"""
_ADD = "INSERT OR REPLACE INTO entries VALUES (?, ?, ?, ?, ?)"
# SQLite compares text by its UTF-8 bytes, as PostgreSQL's collation "C" does.
_DAYS = """
SELECT day, leaf FROM entries WHERE source = ? ORDER BY day, stream, version
"""
_STREAMS = """
SELECT stream, leaf FROM entries WHERE source = ? AND day = ? ORDER BY stream, version
"""


@dataclass(frozen=True, slots=True)
class Digest:
    """How many entries, and the SHA-256 (hex) over their leaf hashes in order."""

    count: int
    digest: str


class Tally:
    """All entries of a log by service and day; closed, it is gone."""

    def __init__(self) -> None:
        # "": a file without a name, that SQLite removes by itself.
        self._database = sqlite3.connect("")
        self._database.execute(_TABLE)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._database.close()

    def add(self, entries: Iterable[Logged]) -> None:
        """Take in entries; a day is that of the machine's clock in UTC."""
        self._database.executemany(
            _ADD,
            (
                (
                    str(entry.event.get("source")),
                    str(entry.event.get("walltime"))[:10],
                    entry.stream,
                    int(entry.event["sequence"]),
                    leaf_hash(entry.raw),
                )
                for entry in entries
            ),
        )

    def days(self, source: str) -> dict[str, Digest]:
        """Return what a source said by day."""
        return dict(self._digests(_DAYS, source))

    def streams(self, source: str, day: str) -> Iterator[tuple[str, Digest]]:
        """Yield what a source said on a day by stream, in byte order."""
        yield from self._digests(_STREAMS, source, day)

    def _digests(self, query: str, *of: str) -> Iterator[tuple[str, Digest]]:
        with closing(self._database.execute(query, of)) as rows:
            for name, members in groupby(rows, key=lambda row: str(row[0])):
                whole, count = sha256(), 0
                for _, leaf in members:
                    whole.update(leaf)
                    count += 1
                yield name, Digest(count, whole.hexdigest())
