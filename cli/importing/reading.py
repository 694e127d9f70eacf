"""The rows of an applications file, all of it read before anything is sent."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from cli.failures import Failed
from cli.importing.csv_text import CsvText, Record, read_text
from shared.contracts.application_questions import QUESTIONS
from shared.contracts.applications_csv import COLUMNS
from shared.contracts.bounds import LONGEST_TEXT

LONGEST_ROW = 400_000
"""Bytes. A returned application rides on Kafka, whose records hold a megabyte."""


@dataclass(frozen=True, slots=True)
class Row:
    """One application as its sender filled it in; `number` counts from 1."""

    number: int
    cells: Mapping[str, str]

    @property
    def external_ref(self) -> str:
        """The sender's own reference, "" where the cell is empty."""
        return self.cells["external_ref"].strip()


@dataclass(frozen=True, slots=True)
class ApplicationsFile:
    """A file that can be read: its SHA-256 in hexadecimal, and its rows in order."""

    digest: str
    rows: tuple[Row, ...]


def read_applications(path: Path) -> ApplicationsFile:
    """Return the applications of a CSV file; raises `Failed` with line and column."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise Failed(f"{path} cannot be read: {error.strerror}.") from error
    return parse_applications(path.name, raw)


def parse_applications(name: str, raw: bytes) -> ApplicationsFile:
    """Return the applications of a file's bytes; raises `FileFault`."""
    text = read_text(name, raw)
    records = (record for record in text.records() if not record.is_blank)
    header = next(records, None)
    if header is None:
        raise text.fault(0, 1, "the file is empty, and a header is needed")
    require_header(text, header)
    rows = tuple(_rows(text, header, records))
    return ApplicationsFile(sha256(raw).hexdigest(), rows)


def require_header(text: CsvText, header: Record) -> None:
    """Return if each column is there once; raises `FileFault` naming the first fault.

    Columns are found by name, so that another order is no fault; further questions
    may have columns too.
    """
    seen: set[str] = set()
    for column, (name, place) in enumerate(
        zip(header.cells, header.places, strict=True), start=1
    ):
        if name not in QUESTIONS:
            shown = name[:40] if name.isprintable() else "?"
            raise text.fault(place, column, f"the header has no column '{shown}'")
        if name in seen:
            raise text.fault(place, column, f"the header has '{name}' twice")
        seen.add(name)
    for name in COLUMNS:
        if name not in seen:
            column = len(header.cells) + 1
            place = header.places[-1]
            raise text.fault(place, column, f"the header lacks the column '{name}'")


def _rows(text: CsvText, header: Record, records: Iterable[Record]) -> Iterator[Row]:
    width = len(header.cells)
    for number, record in enumerate(records, start=1):
        found = len(record.cells)
        if found != width:
            column = min(found, width) + 1
            place = record.places[min(found - 1, width)]
            fault = f"the row has {found} cells, and the header {width}"
            raise text.fault(place, column, fault)
        _require_carriable(text, record)
        yield Row(number, dict(zip(header.cells, record.cells, strict=True)))


def _require_carriable(text: CsvText, record: Record) -> None:
    for at, cell in enumerate(record.cells):
        if len(cell) > LONGEST_TEXT:
            fault = f"the answer is longer than {LONGEST_TEXT:,} characters"
            raise text.fault(record.places[at], at + 1, fault)
    if sum(map(len, record.cells)) * 4 <= LONGEST_ROW:
        return
    if sum(len(cell.encode()) for cell in record.cells) > LONGEST_ROW:
        longest = max(range(len(record.cells)), key=lambda at: len(record.cells[at]))
        fault = f"the row is longer than {LONGEST_ROW:,} bytes"
        raise text.fault(record.places[longest], longest + 1, fault)
