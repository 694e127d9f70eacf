"""A bar chart as SVG: for the eye alone, since the table beside it says the same."""

from collections.abc import Sequence
from html import escape

from oversight.documents.reading import (
    Object,
    cell_text,
    columns,
    rows,
    tables,
    text,
)

_ROW, _BAR, _LABEL, _WIDTH, _VALUE = 26, 16, 230, 360, 130
_LONGEST_LABEL = 32

Bar = tuple[str, str, int]
"""A label, what is printed beside the bar, and its length as a number."""


def charts(document: Object) -> dict[str, str]:
    """Return a chart by the name of each table that asks for one and has numbers."""
    drawn = {text(table, "name"): bars_of(table) for table in tables(document)}
    return {
        text(table, "name"): svg(text(table, "name"), _title(table), bars)
        for table in tables(document)
        if (bars := drawn[text(table, "name")])
    }


def bars_of(table: Object) -> list[Bar]:
    """Return a bar for each row but the total; what is hidden has no length."""
    if table["chart"] is None:
        return []
    names = [text(column, "name") for column in columns(table)]
    place = names.index(text(table, "chart"))
    found = rows(table)[:-1] if table["total"] else rows(table)
    return [
        (
            cell_text(row[0]),
            cell_text(row[place]),
            cell if isinstance(cell := row[place], int) else 0,
        )
        for row in found
    ]


def svg(name: str, title: str, bars: Sequence[Bar]) -> str:
    """Return the bars as an SVG with a title and a description for who cannot see."""
    greatest = max((length for _, _, length in bars), default=0) or 1
    height = _ROW * len(bars) + 8
    width = _LABEL + _WIDTH + _VALUE
    said = "; ".join(f"{label}: {value}" for label, value, _ in bars)
    drawn = "\n".join(_bar(number, bar, greatest) for number, bar in enumerate(bars))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" '
        f'viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'aria-labelledby="{name}-title {name}-desc" '
        f'font-family="sans-serif" font-size="13">\n'
        f'<title id="{name}-title">{escape(title)}</title>\n'
        f'<desc id="{name}-desc">{escape(said)}. The table says the same.</desc>\n'
        f"{drawn}\n</svg>"
    )


def _bar(number: int, bar: Bar, greatest: int) -> str:
    label, value, length = bar
    top = number * _ROW + 4
    long = length * _WIDTH // greatest
    baseline = top + 13
    return (
        f'<text x="{_LABEL - 8}" y="{baseline}" text-anchor="end">'
        f"{escape(_short(label))}</text>"
        f'<rect x="{_LABEL}" y="{top}" width="{long}" height="{_BAR}" fill="#1d4f91"/>'
        f'<text x="{_LABEL + long + 6}" y="{baseline}">{escape(value)}</text>'
    )


def _title(table: Object) -> str:
    drawn = text(table, "chart")
    column = next(one for one in columns(table) if one["name"] == drawn)
    return f"{text(table, 'title')}: {text(column, 'title')}"


def _short(label: str) -> str:
    if len(label) <= _LONGEST_LABEL:
        return label
    return f"{label[: _LONGEST_LABEL - 1]}…"
