"""A document as CSV: its head, then table by table, with nothing a sheet would run."""

import csv
from collections.abc import Iterable
from io import StringIO

from oversight.documents.reading import (
    Object,
    cell_text,
    columns,
    heading,
    rows,
    tables,
    text,
)
from shared.contracts.canonical import Json
from shared.spreadsheets import formula_safe


def as_csv(document: Object) -> bytes:
    """Return the document as CSV (RFC 4180), UTF-8.

    A row of a table begins with the table's name, so that a program takes its own.
    """
    lines: list[Iterable[str]] = [("report", text(document, "title"))]
    lines += [("about", name, said) for name, said in heading(document)]
    for table in tables(document):
        name = text(table, "name")
        lines.append((name, "table", text(table, "title")))
        lines += [
            (name, "column", text(column, "title"), text(column, "definition"))
            for column in columns(table)
        ]
        lines.append((name, "heads", *(text(one, "name") for one in columns(table))))
        lines += [(name, "row", *map(cell_text, row)) for row in rows(table)]
        if text(table, "note"):
            lines.append((name, "note", text(table, "note")))
    return rows_as_csv(lines)


def rows_as_csv(lines: Iterable[Iterable[str]]) -> bytes:
    """Return lines of cells as CSV, each cell made safe."""
    written = StringIO(newline="")
    csv.writer(written).writerows([map(safe_cell, line) for line in lines])
    return written.getvalue().encode()


def safe_cell(cell: Json) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    return formula_safe("" if cell is None else str(cell))
