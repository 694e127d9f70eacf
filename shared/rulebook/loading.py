"""Reading a rulebook from its file, with every fault named by its line."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import Any, cast

from pydantic import TypeAdapter, ValidationError

from shared.rulebook.building import Version, build
from shared.rulebook.checking import Judged, faults_between, faults_of
from shared.rulebook.faults import Fault, Placed, RulebookFaults
from shared.rulebook.model import Rulebook
from shared.rulebook.toml_file import VERSION, TomlFile, read_toml


@dataclass(frozen=True)
class Rulebooks:
    """All versions of a register's rules, oldest first.

    `sha256` names the bytes of the file, in hexadecimal digits.
    """

    file: str
    versions: tuple[Rulebook, ...]
    sha256: str = ""
    labelled: Mapping[str, Rulebook] = field(init=False)

    def __post_init__(self) -> None:
        labelled = {version.version_label: version for version in self.versions}
        object.__setattr__(self, "labelled", labelled)

    def on(self, day: date) -> Rulebook:
        """Return the version in force on `day`; `RulebookFaults` where none was yet."""
        in_force = [v for v in self.versions if v.effective_from <= day]
        if not in_force:
            sentence = f"no version is in force on {day}"
            raise RulebookFaults(self.file, [Placed(self.file, None, "", sentence)])
        return in_force[-1]


def load_rulebook(path: Path, on: date) -> Rulebook:
    """Return the version in force on a day; `RulebookFaults` names every fault."""
    return load_rulebooks(path).on(on)


def load_rulebooks(path: Path) -> Rulebooks:
    """Return all versions of the file; `RulebookFaults` names every fault."""
    file = read_toml(path)
    head = {name: value for name, value in file.content.items() if name != VERSION}
    versions = list(build(_versions(file)))
    read = [_Reading(file, head, version) for version in versions]
    faults = [fault for reading in read for fault in reading.faults()]
    for earlier, later in pairwise(read):
        between = faults_between(earlier.judged, later.judged)
        faults.extend(later.placed(fault) for fault in between)
    if faults:
        in_order = sorted(dict.fromkeys(faults), key=lambda fault: fault.line or 0)
        raise RulebookFaults(path.name, in_order)
    judged = tuple(reading.judged.rulebook for reading in read)
    return Rulebooks(path.name, judged, file.sha256)


@dataclass(frozen=True)
class _Reading:
    """One version on its way from the file into the model."""

    file: TomlFile
    head: Mapping[str, Any]
    version: Version

    @cached_property
    def shape(self) -> tuple[Judged, tuple[Fault, ...]]:
        content = {**self.head, **self.version.content}
        try:
            return Judged(Rulebook.model_validate(content)), ()
        except ValidationError as error:
            faults = [
                Fault(fault["loc"], fault["msg"])
                for fault in error.errors(include_url=False)
            ]
        unsound = frozenset(str(fault.path[0]) for fault in faults)
        return Judged(_as_far_as_sound(content, unsound), unsound), tuple(faults)

    @property
    def judged(self) -> Judged:
        return self.shape[0]

    def faults(self) -> Iterator[Placed]:
        judged, of_shape = self.shape
        for fault in (*self.version.faults, *of_shape, *faults_of(judged)):
            yield self.placed(fault)

    def placed(self, fault: Fault) -> Placed:
        named = str(fault.path[0]) if fault.path else ""
        if named in self.head and named not in self.version.content:
            return self.file.placed(fault.path, fault.sentence)
        return self.file.placed(self.version.origin(fault.path), fault.sentence)


def _as_far_as_sound(content: Mapping[str, Any], unsound: frozenset[str]) -> Rulebook:
    """Return a version with its sound tables only, for the checks that need no more."""
    sound: dict[str, Any] = {}
    for name, of in Rulebook.model_fields.items():
        if name in content and name not in unsound:
            shape = TypeAdapter[object](cast("type[object]", of.annotation))
            sound[name] = shape.validate_python(content[name])
    return Rulebook.model_construct(**sound)


def _versions(file: TomlFile) -> Sequence[Mapping[str, Any]]:
    tables = file.content.get(VERSION)
    if not isinstance(tables, list) or not tables:
        raise RulebookFaults(file.name, [file.placed((), "it has no [[version]]")])
    for number, table in enumerate(cast("list[object]", tables)):
        if not isinstance(table, dict):
            place = (VERSION, number)
            fault = file.placed(place, "a version is a table: [[version]]")
            raise RulebookFaults(file.name, [fault])
    return cast("list[dict[str, Any]]", tables)
