"""Reading a register's rules from their file, with every fault named by its line."""

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any, cast

from shared.rulebook.building import build
from shared.rulebook.checking import faults_between
from shared.rulebook.faults import RulebookFaults
from shared.rulebook.model import Rulebook
from shared.rulebook.reading import Reading
from shared.rulebook.toml_file import VERSION, TomlFile, read_toml
from shared.rulebook.versions import Rulebooks

FOLLOWS = "follows"
"""The key that names the file of the register's rules before these."""


def load_rulebook(path: Path, on: date) -> Rulebook:
    """Return the version in force on a day; `RulebookFaults` names every fault."""
    return load_rulebooks(path).on(on)


def load_rulebooks(path: Path) -> Rulebooks:
    """Return all versions of the file; `RulebookFaults` names every fault."""
    return _load(path, frozenset())


def _load(path: Path, following: frozenset[str]) -> Rulebooks:
    file = read_toml(path)
    before = _before(path, file, following | {path.name})
    other = {VERSION, FOLLOWS}
    head = {name: value for name, value in file.content.items() if name not in other}
    read = [Reading(file, head, version) for version in build(_versions(file))]
    faults = [fault for reading in read for fault in reading.faults()]
    for earlier, later in pairwise(read):
        between = faults_between(earlier.judged, later.judged)
        faults.extend(later.placed(fault) for fault in between)
    if faults:
        in_order = sorted(dict.fromkeys(faults), key=lambda fault: fault.line or 0)
        raise RulebookFaults(path.name, in_order)
    judged = tuple(reading.judged.rulebook for reading in read)
    return Rulebooks(path.name, judged, file.sha256, before)


def _before(
    path: Path, file: TomlFile, following: frozenset[str]
) -> tuple[Rulebook, ...]:
    """Return the versions of the file that this one follows, if it follows any."""
    named = file.content.get(FOLLOWS)
    if named is None:
        return ()
    if not isinstance(named, str) or Path(named).name != named or named in following:
        fault = file.placed((FOLLOWS,), "it is no other file in the same folder")
        raise RulebookFaults(file.name, [fault])
    try:
        followed = _load(path.with_name(named), following)
    except RulebookFaults as faults:
        here = file.placed((FOLLOWS,), f"{named} has faults of its own")
        raise RulebookFaults(file.name, [here, *faults.faults]) from faults
    return followed.before + followed.versions


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
