"""What is wrong with a rulebook, each fault in its place and by its line."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias, cast

Place: TypeAlias = tuple[str | int, ...]
"""Where something is in a file: names of tables and keys, and places in lists."""

IDENTIFIED_BY = ("code", "scope", "route", "role")
"""What tells the tables of one list apart: the first of these keys that they have."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault of a version: where it is, and what is wrong there.

    `path` begins below the version, as in `("assessment", "target_days")`.
    """

    path: Place
    sentence: str


@dataclass(frozen=True, slots=True)
class Placed:
    """A fault with its line in the file, counted from 1, and its place in words."""

    file: str
    line: int | None
    place: str
    sentence: str

    def __str__(self) -> str:
        """Return it as one line: file, line, place and what is wrong."""
        where = f"{self.file}, line {self.line}" if self.line else self.file
        return ": ".join(part for part in (where, self.place, self.sentence) if part)


class RulebookFaults(ValueError):
    """A rulebook cannot be used: each of its faults, with its line in the file."""

    def __init__(self, file: str, faults: Sequence[Placed]) -> None:
        self.faults = tuple(faults)
        super().__init__("; ".join(map(str, faults)))
        self.file = file


def in_words(path: Place, content: object) -> str:
    """Return a path as one says it: `version.scopes[sonography].footing`."""
    said: list[str] = []
    for part, value in _along(path, content):
        if isinstance(part, int):
            said.append(f"[{identity(value) or part + 1}]")
        else:
            said.append(f".{part}" if said else part)
    return "".join(said)


def identity(table: object) -> str | None:
    """Return what tells a table of a list from the others, if anything does."""
    if not isinstance(table, Mapping):
        return None
    known = cast("Mapping[str, object]", table)
    found = (known[key] for key in IDENTIFIED_BY if isinstance(known.get(key), str))
    return cast("str | None", next(found, None))


def told_apart(value: object) -> Sequence[Mapping[str, Any]] | None:
    """Return a list of tables each of which has an identity of its own, else None."""
    if not isinstance(value, list):
        return None
    items = cast("list[object]", value)
    known = set(map(identity, items))
    if None in known or len(known) != len(items):
        return None
    return cast("list[dict[str, Any]]", items)


def _along(path: Place, content: object) -> Iterator[tuple[str | int, object]]:
    for part in path:
        content = _member(content, part)
        yield part, content


def _member(content: object, part: str | int) -> object:
    if isinstance(content, list) and isinstance(part, int):
        items = cast("list[object]", content)
        return items[part] if part < len(items) else None
    if isinstance(content, dict) and isinstance(part, str):
        return cast("dict[str, object]", content).get(part)
    return None
