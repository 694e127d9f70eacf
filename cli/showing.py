"""What the command line writes: JSON for programs, tables for people."""

from collections.abc import Mapping, Sequence
from typing import cast

import click
import orjson
from rich.cells import cell_len, set_cell_size

from oversight.wording import in_words
from shared.contracts.canonical import Json


def show_json(value: object) -> None:
    """Write a value as indented JSON on standard output."""
    click.echo(orjson.dumps(value, option=orjson.OPT_INDENT_2).decode())


def show_table(
    rows: Sequence[Mapping[str, Json]], columns: Sequence[str], indent: int = 0
) -> None:
    """Write rows as a table, nothing cut off: ids are there to be copied."""
    lines = [[column.replace("_", " ") for column in columns]]
    lines += [[in_words(row.get(column)) for column in columns] for row in rows]
    widths = [max(map(cell_len, cells)) for cells in zip(*lines, strict=True)]
    for cells in lines:
        padded = map(set_cell_size, cells, widths)
        click.echo(f"{' ' * indent}{'  '.join(padded).rstrip()}")


def show_fields(value: Mapping[str, Json], indent: int = 0) -> None:
    """Write the members of an object, one a line, what is within it below."""
    width = max((len(name) for name in value), default=0)
    margin = " " * indent
    for name, member in value.items():
        label = f"{margin}{name.replace('_', ' '):<{width}}"
        if isinstance(member, dict):
            click.echo(label.rstrip())
            show_fields(member, indent + 2)
        elif rows := rows_of(member):
            click.echo(label.rstrip())
            show_table(rows, list(rows[0]), indent + 2)
        else:
            click.echo(f"{label}  {in_words(member)}")


def rows_of(value: Json, *names: str) -> list[dict[str, Json]]:
    """Return the list of objects in an answer: itself, or its first member named."""
    found: Json = value
    if isinstance(value, dict):
        found = next((value[name] for name in names if name in value), None)
    items = found if isinstance(found, list) else []
    return [item for item in items if isinstance(item, dict)]


def object_of(value: Json) -> dict[str, Json]:
    """Return an answer that is an object; anything else is none."""
    return value if isinstance(value, dict) else {}


def text_of(value: Mapping[str, Json], name: str) -> str:
    """Return a member as text; "" where it is not there."""
    return cast("str", value.get(name) or "")
