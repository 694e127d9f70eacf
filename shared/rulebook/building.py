"""Versions as the file gives them: whole, or built on an earlier one.

`builds_on = 2026-01-01` says that what the version does not give is as it was in the
version of that day. A table that it gives replaces key by key; in a list of tables the
one with the same code, scope or route is changed likewise, another is added.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from shared.rulebook.faults import Fault, Place, identity, told_apart
from shared.rulebook.toml_file import VERSION

BUILDS_ON = "builds_on"
_BEGINS = "effective_from"


@dataclass(frozen=True, slots=True)
class Version:
    """One version with all that it inherits; `origins` are places in the file."""

    content: Mapping[str, Any]
    origins: Mapping[Place, Place]
    faults: tuple[Fault, ...] = ()

    def origin(self, path: Place) -> Place:
        """Return where in the file a place of the version was given."""
        return _origin(self.origins, path)


def build(tables: Sequence[Mapping[str, Any]]) -> Iterator[Version]:
    """Yield the versions in the file's order, each with what it builds on."""
    built: dict[date, Version] = {}
    for number, table in enumerate(tables):
        version = _version(table, (VERSION, number), built)
        begins = table.get(_BEGINS)
        if isinstance(begins, date):
            built.setdefault(begins, version)
        yield version


def _version(
    table: Mapping[str, Any], place: Place, built: Mapping[date, Version]
) -> Version:
    own = {name: value for name, value in table.items() if name != BUILDS_ON}
    if BUILDS_ON not in table:
        return Version(own, {(): place})
    named = table[BUILDS_ON]
    earlier = built.get(named) if isinstance(named, date) else None
    if earlier is None:
        fault = Fault((BUILDS_ON,), f"no version above begins on '{named}'")
        return Version(own, {(): place}, (fault,))
    return _built_on(earlier, own, place)


def _built_on(earlier: Version, own: Mapping[str, Any], place: Place) -> Version:
    content = dict(earlier.content)
    origins = {
        **{(name,): earlier.origin((name,)) for name in content},
        **{path: origin for path, origin in earlier.origins.items() if path},
        (): place,
    }
    for name, value in own.items():
        before, path = content.get(name), (name,)
        table, change = _table(before), _table(value)
        several, changes = told_apart(before), told_apart(value)
        if table is not None and change is not None:
            content[name] = _changed(table, change, path, (*place, *path), origins)
        elif several is not None and changes is not None:
            content[name] = _merged(several, changes, path, place, origins)
        else:
            content[name] = value
            _forget(origins, path)
            origins[path] = (*place, *path)
    return Version(content, origins, tuple(_unsourced(own)))


def _merged(
    before: Sequence[Mapping[str, Any]],
    changes: Sequence[Mapping[str, Any]],
    path: Place,
    place: Place,
    origins: dict[Place, Place],
) -> list[Mapping[str, Any]]:
    """Return the list with its tables changed and added, and note whence they are."""
    merged = list(before)
    at = {identity(table): number for number, table in enumerate(merged)}
    for number, change in enumerate(changes):
        given = (*place, *path, number)
        known = at.get(identity(change))
        if known is None:
            origins[*path, len(merged)] = given
            merged.append(change)
        else:
            table, spot = merged[known], (*path, known)
            merged[known] = _changed(table, change, spot, given, origins)
    return merged


def _changed(
    table: Mapping[str, Any],
    change: Mapping[str, Any],
    path: Place,
    given: Place,
    origins: dict[Place, Place],
) -> Mapping[str, Any]:
    """Return a table with the keys that change, and note whence each key is."""
    kept = [key for key in table if key not in change]
    origins |= {(*path, key): _origin(origins, (*path, key)) for key in kept}
    origins |= {(*path, key): (*given, key) for key in change}
    origins[path] = given
    return {**table, **change}


def _unsourced(own: Mapping[str, Any]) -> Iterator[Fault]:
    """Yield each change that does not say where it comes from."""
    for name, value in own.items():
        for path, table in _tables((name,), value):
            if "source" not in table:
                yield Fault(path, "it changes an earlier version without a source")


def _tables(path: Place, value: object) -> Iterator[tuple[Place, Mapping[str, Any]]]:
    if isinstance(value, dict):
        yield path, cast("Mapping[str, Any]", value)
    elif isinstance(value, list):
        for number, item in enumerate(cast("list[object]", value)):
            yield from _tables((*path, number), item)


def _origin(origins: Mapping[Place, Place], path: Place) -> Place:
    for end in range(len(path), 0, -1):
        if path[:end] in origins:
            return origins[path[:end]] + path[end:]
    return origins[()] + path


def _table(value: object) -> Mapping[str, Any] | None:
    return cast("dict[str, Any]", value) if isinstance(value, dict) else None


def _forget(origins: dict[Place, Place], path: Place) -> None:
    for known in [place for place in origins if place[: len(path)] == path]:
        del origins[known]
