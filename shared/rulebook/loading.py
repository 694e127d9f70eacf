"""Reading a rulebook from its file, with every fault named."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, cast

from pydantic import ValidationError

from shared.rulebook.checking import faults_between, faults_of
from shared.rulebook.model import Rulebook, RulebookFaults


@dataclass(frozen=True, slots=True)
class Rulebooks:
    """All versions of a register's rules, oldest first."""

    file: str
    versions: tuple[Rulebook, ...]

    def on(self, day: date) -> Rulebook:
        """Return the version in force on `day`; `RulebookFaults` where none was yet."""
        in_force = [v for v in self.versions if v.effective_from <= day]
        if not in_force:
            raise RulebookFaults(self.file, [f"no version is in force on {day}"])
        return in_force[-1]


def load_rulebook(path: Path, on: date) -> Rulebook:
    """Return the version in force on a day; `RulebookFaults` names every fault."""
    return load_rulebooks(path).on(on)


def load_rulebooks(path: Path) -> Rulebooks:
    """Return all versions of the file; `RulebookFaults` names every fault."""
    tables, head = _tables(path)
    versions: list[Rulebook] = []
    faults: list[str] = []
    for number, table in enumerate(tables, start=1):
        place = f"version {number}"
        try:
            version = Rulebook.model_validate({**head, **table})
        except ValidationError as error:
            faults.extend(f"{place}, {fault}" for fault in _shape_faults(error))
            continue
        faults.extend(f"{place}, {fault}" for fault in faults_of(version))
        versions.append(version)
    faults.extend(faults_between(versions))
    if faults:
        raise RulebookFaults(path.name, faults)
    return Rulebooks(path.name, tuple(sorted(versions, key=_effective)))


def _tables(path: Path) -> tuple[Sequence[Mapping[str, Any]], Mapping[str, Any]]:
    """Return the tables of the versions, and what holds for all of them."""
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise RulebookFaults(path.name, [f"it cannot be read ({error})"]) from error
    tables = content.pop("version", None)
    if not _is_tables(tables):
        raise RulebookFaults(path.name, ["it has no [[version]]"])
    return cast("list[dict[str, Any]]", tables), content


def _is_tables(value: object) -> bool:
    if not isinstance(value, list) or not value:
        return False
    return all(isinstance(table, dict) for table in cast("list[object]", value))


def _shape_faults(error: ValidationError) -> Iterator[str]:
    for fault in error.errors(include_url=False):
        place = ", ".join(_spoken(part) for part in fault["loc"])
        yield f"{place}: {fault['msg']}"


def _spoken(part: int | str) -> str:
    return f"number {part + 1}" if isinstance(part, int) else part


def _effective(version: Rulebook) -> date:
    return version.effective_from
