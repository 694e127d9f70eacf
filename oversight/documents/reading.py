"""Reading a document again, to give it another form."""

from collections.abc import Mapping
from typing import TypeAlias, cast

from shared.contracts.canonical import Json

Object: TypeAlias = Mapping[str, Json]
NOTHING = "-"


def member(value: Object, name: str) -> Object:
    """Return an object of a document."""
    return cast("Object", value[name])


def text(value: Object, name: str) -> str:
    """Return a text or number of a document as text."""
    return cell_text(value[name])


def tables(document: Object) -> list[Object]:
    """Return the tables of a document."""
    return cast("list[Object]", document["tables"])


def columns(table: Object) -> list[Object]:
    """Return the columns of a table."""
    return cast("list[Object]", table["columns"])


def rows(table: Object) -> list[list[Json]]:
    """Return the rows of a table."""
    return cast("list[list[Json]]", table["rows"])


def cell_text(cell: Json) -> str:
    """Return a cell as it is printed; nothing is a dash."""
    return NOTHING if cell is None else str(cell)


def heading(document: Object) -> list[tuple[str, str]]:
    """Return what stands at the head of every form, line by line."""
    checkpoint = member(document, "checkpoint")
    lines = [
        ("Log", text(checkpoint, "origin")),
        ("Entries", text(checkpoint, "size")),
        ("Root", text(checkpoint, "root")),
        ("Last entry recorded", text(document, "log_until")),
        ("Personal fields", text(document, "personal_fields")),
    ]
    for name, title in (
        ("period", "Period"),
        ("days", "Days"),
        ("small_numbers", "Small numbers"),
    ):
        if name in document:
            lines.append((title, text(member(document, name), "definition")))
    if "period" in document:
        lines.append(("Standing", text(member(document, "period"), "standing")))
    below = document.get("small_numbers")
    if below is not None:
        lines.append(
            ("Small means fewer than", text(member(document, "small_numbers"), "below"))
        )
    return lines
