"""Naming a version of a rulebook on the command line: `FILE`, or `FILE@2026-01-01`."""

from datetime import date
from pathlib import Path

from cli.failures import Failed
from shared.rulebook import Rulebook, RulebookFaults, Rulebooks, load_rulebooks


def read_rulebooks(path: Path) -> Rulebooks:
    """Return all versions of a file; raises `Failed` with every fault, one a line."""
    try:
        return load_rulebooks(path)
    except RulebookFaults as faults:
        raise Failed(said(faults)) from faults


def read_version(named: str) -> Rulebook:
    """Return the version in force on the day after the `@`; without one, the last."""
    file, at, day = named.rpartition("@")
    if not at or Path(named).exists():
        return read_rulebooks(Path(named)).versions[-1]
    return version_on(read_rulebooks(Path(file)), parse_day(day))


def version_on(rulebooks: Rulebooks, day: date) -> Rulebook:
    """Return the version in force on a day; raises `Failed` where none was yet."""
    try:
        return rulebooks.on(day)
    except RulebookFaults as fault:
        raise Failed(said(fault)) from fault


def parse_day(text: str) -> date:
    """Return a day written as 2026-01-01; raises `Failed`."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Failed(f"'{text}' is not a day such as 2026-01-01.") from None


def said(faults: RulebookFaults) -> str:
    """Return the faults, one a line, and how many there are if there are several."""
    lines = [str(fault) for fault in faults.faults]
    if len(lines) > 1:
        lines.append(f"{faults.file} has {len(lines)} faults.")
    return "\n".join(lines)
