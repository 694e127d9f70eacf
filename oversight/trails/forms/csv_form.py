"""A trail as CSV (RFC 4180), safe to open in a spreadsheet."""

import csv
from collections.abc import Iterator, Sequence
from io import StringIO

from oversight.trails.question import short_name
from oversight.trails.trail import NOTHING_FOUND, Heading, TrailEntry
from oversight.trails.wording import change_in_words, erased_in_words, in_words
from shared.contracts.canonical import Json, canonical
from shared.contracts.sealing import DIGESTS
from shared.spreadsheets import formula_safe

COLUMNS = (
    "index",
    "time",
    "effective",
    "stream",
    "version",
    "what",
    "actor",
    "reason",
    "rulebook",
    "said",
    "disclosed",
    "withheld",
    "erased",
    "changes",
    "type",
    "event_id",
    "correlation_id",
    "causation_id",
    "checkpoint",
)


class CsvTable:
    """A header, and a row for each entry; every row names its checkpoint."""

    def __init__(self, heading: Heading) -> None:
        checkpoint = heading.checkpoint_json()
        self._checkpoint = " ".join(map(in_words, checkpoint.values()))
        self._count = 0

    def begin(self) -> bytes:
        """Return the header."""
        return csv_line(COLUMNS)

    def add(self, found: TrailEntry) -> bytes:
        """Return the entry's row."""
        self._count += 1
        entry = found.entry
        event = entry.event
        changes = "; ".join(map(change_in_words, found.changes or ()))
        return csv_line(
            (
                str(entry.index),
                event["time"],
                event["effective"],
                entry.stream,
                event["sequence"],
                short_name(entry.type),
                event["actor"],
                event["reason"],
                event["rulebook"],
                _members({it: v for it, v in entry.data.items() if it != DIGESTS}),
                _members(dict(entry.disclosed)),
                str(found.withheld),
                "; ".join(map(erased_in_words, found.erased)),
                changes,
                entry.type,
                event["id"],
                event["correlationid"],
                event["causationid"],
                self._checkpoint,
            )
        )

    def end(self) -> Iterator[bytes]:
        """Yield a row that says that there is nothing, if so."""
        if not self._count:
            row = dict.fromkeys(COLUMNS, "")
            row |= {"what": NOTHING_FOUND, "checkpoint": self._checkpoint}
            yield csv_line(list(row.values()))


def csv_line(cells: Sequence[str]) -> bytes:
    """Return a line of cells, none of which a spreadsheet takes for a formula."""
    line = StringIO()
    csv.writer(line).writerow([formula_safe(cell) for cell in cells])
    # A lone surrogate cannot come out of a canonical event.
    return line.getvalue().encode()


def _members(members: dict[str, Json]) -> str:
    return canonical(members).decode() if members else ""
