"""A table as CSV that no spreadsheet takes for a formula (RFC 4180). Pure."""

import csv
import io
from collections.abc import Mapping, Sequence

from oversight.wording import in_words
from shared.contracts.canonical import Json
from shared.spreadsheets import formula_safe


def in_csv(columns: Sequence[str], rows: Sequence[Mapping[str, Json]]) -> bytes:
    """Return the rows as CSV in UTF-8, a line for each, with a line of names first."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([safe_cell(row.get(column)) for column in columns])
    return text.getvalue().encode()


def safe_cell(value: Json) -> str:
    """Return a cell's text, behind an apostrophe where it would be a formula."""
    if isinstance(value, str):
        # First: a tab in front is no longer there in words.
        apostrophe = "" if formula_safe(value) == value else "'"
        return apostrophe + in_words(value)
    return formula_safe(in_words(value))
