"""The rows of a printing house's return file, all read before anything is sent."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from uuid import UUID, uuid5

from cli.failures import Failed
from cli.importing.csv_text import CsvText, Record, read_text
from shared.contracts.bounds import LONGEST_LINE
from shared.contracts.contract import CommandData
from shared.contracts.notifications import (
    POST,
    TRACKED_POST,
    RecordLetterPosted,
    RecordMessageBounced,
)

NAMESPACE = UUID("1b0f7e0c-54f1-4f0f-8e3e-0f3a0a6a4d52")
"""Of every id that an import of letters derives; never changed."""

HEADER = ("letter", "channel", "result", "date", "carrier", "reference")
RESULTS = ("posted", "returned")

_LETTER = re.compile(r"([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})-([1-9][0-9]{0,3})")
_DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})", re.ASCII)
_CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class LetterRow:
    """One row: a letter as the manifest names it, and what it asks to be recorded."""

    number: int
    letter: str
    result: str
    command: CommandData

    def command_id(self, person: str) -> UUID:
        """Return the command's id: the same row again, in any file, changes nothing."""
        return uuid5(NAMESPACE, f"{self.command.model_dump_json()}:{person}")


def read_letters(path: Path) -> tuple[LetterRow, ...]:
    """Return the rows of a file; raises `Failed` with line and column."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise Failed(f"{path} cannot be read: {error.strerror}.") from error
    return parse_letters(path.name, raw)


def parse_letters(name: str, raw: bytes) -> tuple[LetterRow, ...]:
    """Return the rows of a file's bytes; raises `FileFault` at the first fault."""
    text = read_text(name, raw)
    records = (record for record in text.records() if not record.is_blank)
    header = next(records, None)
    if header is None:
        raise text.fault(0, 1, "the file is empty, and a header is needed")
    names = [cell.strip().lower() for cell in header.cells]
    if sorted(names) != sorted(HEADER):
        fault = f"the header is not {','.join(HEADER)}"
        raise text.fault(header.places[0], 1, fault)
    rows = tuple(_rows(text, names, records))
    if not rows:
        raise text.fault(0, 1, "the file has a header and no row")
    return rows


def _rows(
    text: CsvText, names: list[str], records: Iterable[Record]
) -> Iterator[LetterRow]:
    for number, record in enumerate(records, start=1):
        if len(record.cells) != len(names):
            found = len(record.cells)
            fault = f"the row has {found} cells, and the header {len(names)}"
            raise text.fault(record.places[0], 1, fault)
        cells = _Cells(text, record, names)
        result = cells.one_of("result", RESULTS)
        yield LetterRow(number, cells["letter"], result, cells.command(result))


@dataclass(frozen=True, slots=True)
class _Cells:
    """A row's cells by name, each with its place for a fault."""

    text: CsvText
    record: Record
    names: list[str]

    def __getitem__(self, name: str) -> str:
        return self.record.cells[self.names.index(name)].strip()

    def fault(self, name: str, fault: str) -> Failed:
        at = self.names.index(name)
        return self.text.fault(self.record.places[at], at + 1, fault)

    def command(self, result: str) -> CommandData:
        """Return what the row asks to be recorded."""
        message_id, number = self.letter()
        channel = self.one_of("channel", (POST, TRACKED_POST))
        if result == "returned":
            return RecordMessageBounced(
                message_id=message_id,
                channel=channel,
                number=number,
                code=self.code("reference"),
            )
        return RecordLetterPosted(
            message_id=message_id,
            channel=channel,
            number=number,
            carrier=self.code("carrier"),
            posted_on=self.day(),
            reference=self.line("reference") or None,
        )

    def letter(self) -> tuple[UUID, int]:
        found = _LETTER.fullmatch(self["letter"])
        if found is None:
            raise self.fault("letter", "it is no letter as the manifest names it")
        return UUID(found[1]), int(found[2])

    def one_of(self, name: str, allowed: tuple[str, ...]) -> str:
        if self[name].lower() not in allowed:
            raise self.fault(name, f"the {name} is not {' or '.join(allowed)}")
        return self[name].lower()

    def code(self, name: str) -> str:
        code = "-".join(self[name].lower().split())
        if _CODE.fullmatch(code) is None:
            raise self.fault(name, f"the {name} is not a code such as royal-mail")
        return code

    def day(self) -> date:
        found = _DAY.fullmatch(self["date"])
        try:
            if found:
                return date(int(found[1]), int(found[2]), int(found[3]))
        except ValueError:
            pass
        raise self.fault("date", "the date is not one such as 2026-03-31")

    def line(self, name: str) -> str:
        if len(self[name]) > LONGEST_LINE:
            raise self.fault(name, f"it is longer than {LONGEST_LINE} characters")
        return self[name]
