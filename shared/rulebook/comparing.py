"""What differs between two versions of a register's rules, by table and key."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, TypeAlias, cast

from shared.contracts.canonical import Json, canonical
from shared.rulebook.faults import identity, told_apart
from shared.rulebook.model import Rulebook

Tables: TypeAlias = Mapping[str, Mapping[str, Any]]
"""The tables of a version under their names, such as `deciding` or `scopes[renal]`."""

SOURCE = "source"
_HEAD = ""


@dataclass(frozen=True, slots=True)
class Change:
    """A value that differs, with the sources of both; None is what is not there.

    `table` is "" for what stands before the first table. Where a whole table of a list
    came or went, `key` is "" and the value the table.
    """

    table: str
    key: str
    old: Any
    new: Any
    old_source: str | None
    new_source: str | None


def changes(old: Rulebook, new: Rulebook) -> Iterator[Change]:
    """Yield what differs, in the order of the tables; a source alone is no change."""
    before, after = _tables(old), _tables(new)
    for name in dict.fromkeys((*before, *after)):
        yield from _changes_of(name, before.get(name), after.get(name))


def table_digests(rulebook: Rulebook) -> Mapping[str, str]:
    """Return the SHA-256 of each table's content, lists of tables taken as one."""
    return {
        name: sha256(canonical(cast("Json", value))).hexdigest()
        for name, value in rulebook.model_dump(mode="json").items()
        if isinstance(value, dict | list)
    }


def _changes_of(
    name: str, old: Mapping[str, Any] | None, new: Mapping[str, Any] | None
) -> Iterator[Change]:
    old_source, new_source = _source(old), _source(new)
    if old is None or new is None:
        yield Change(name, "", _said(old), _said(new), old_source, new_source)
        return
    for key in dict.fromkeys((*old, *new)):
        if key != SOURCE and old.get(key) != new.get(key):
            was, now = old.get(key), new.get(key)
            yield Change(name, key, was, now, old_source, new_source)


def _tables(rulebook: Rulebook) -> Tables:
    """Return the version's tables, what stands before the first one under ""."""
    head: dict[str, Any] = {}
    tables: dict[str, Mapping[str, Any]] = {_HEAD: head}
    for name, value in rulebook.model_dump(mode="json").items():
        if isinstance(value, dict):
            tables[name] = cast("dict[str, Any]", value)
        elif listed := told_apart(value):
            tables |= {f"{name}[{identity(table)}]": table for table in listed}
        elif value != []:
            head[name] = value
    return tables


def _source(table: Mapping[str, Any] | None) -> str | None:
    return table.get(SOURCE) if table else None


def _said(table: Mapping[str, Any] | None) -> Mapping[str, Any] | None:
    if table is None:
        return None
    return {key: value for key, value in table.items() if key != SOURCE}
