"""Strict CSV (RFC 4180): cells with their places, and a sentence for every fault."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from cli.failures import Failed

_CELL = re.compile(r'"([^"]*+(?:""[^"]*+)*+)"|([^",\r\n]*+)')
_LINE_END = re.compile(r"\r\n|\n|\r")
_NEVER_TEXT = re.compile("[\udc80-\udcff\0]")


class FileFault(Failed):
    """The file cannot be read as it is; names line and column."""

    def __init__(self, name: str, line: int, column: int, fault: str) -> None:
        super().__init__(f"{name}: line {line}, column {column}: {fault}.")
        self.line = line
        self.column = column


@dataclass(frozen=True, slots=True)
class Record:
    """One record of the file: its cells, and where each begins in the text."""

    cells: tuple[str, ...]
    places: tuple[int, ...]

    @property
    def is_blank(self) -> bool:
        """Tell whether it is an empty line, as spreadsheets leave behind."""
        return len(self.cells) == 1 and not self.cells[0].strip()


@dataclass(frozen=True, slots=True)
class CsvText:
    """The text of a file, and its name for people."""

    name: str
    text: str

    def records(self) -> Iterator[Record]:
        """Yield every record, blank ones too; raises `FileFault` at the first fault."""
        cells: list[str] = []
        places: list[int] = []
        place = 0
        while place < len(self.text) or cells:
            cell, end = self._cell(place, len(cells) + 1)
            cells.append(cell)
            places.append(place)
            if self.text.startswith(",", end):
                place = end + 1
                continue
            line_end = _LINE_END.match(self.text, end)
            yield Record(tuple(cells), tuple(places))
            cells, places = [], []
            place = line_end.end() if line_end else end

    def fault(self, place: int, column: int, fault: str) -> FileFault:
        """Return the fault at a place of the text, in the given column."""
        line = len(_LINE_END.findall(self.text, 0, place)) + 1
        return FileFault(self.name, line, column, fault)

    def _cell(self, place: int, column: int) -> tuple[str, int]:
        match = _CELL.match(self.text, place)
        end = match.end() if match else place
        if match is None or not self._ends_at(end):
            raise self.fault(*self._unbalanced(place, end, column))
        quoted: str | None = match[1]
        return (match[2] if quoted is None else quoted.replace('""', '"')), end

    def _ends_at(self, place: int) -> bool:
        return place == len(self.text) or self.text[place] in ",\r\n"

    def _unbalanced(self, place: int, end: int, column: int) -> tuple[int, int, str]:
        if not self.text.startswith('"', place):
            return end, column, "there is a quotation mark inside an unquoted cell"
        if end == place:
            return place, column, "the quotation mark that opens the cell is not closed"
        return end, column, "there is text after the closing quotation mark"


def read_text(name: str, raw: bytes) -> CsvText:
    """Return the text of a UTF-8 file, with or without a byte-order mark.

    Raises `FileFault` where a byte is not UTF-8 or a character is not text.
    """
    text = raw.decode("utf-8-sig", errors="surrogateescape")
    found = _NEVER_TEXT.search(text)
    if found is None:
        return CsvText(name, text)
    place = found.start()
    before = CsvText(name, text[:place])
    column = _column_at(before)
    if found[0] == "\0":
        raise CsvText(name, text).fault(place, column, "there is a NUL character")
    byte = ord(found[0]) - 0xDC00
    raise CsvText(name, text).fault(
        place, column, f"the byte 0x{byte:02X} is not UTF-8"
    )


def _column_at(before: CsvText) -> int:
    """Return the column in which a text breaks off."""
    column = 1
    try:
        for record in before.records():
            column = len(record.cells)
    except FileFault as fault:
        return fault.column
    return 1 if before.text.endswith(("\n", "\r")) else column
