"""What is left of a story: a log that verifies, and a case file that tells it."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, TypeAlias
from zipfile import ZipFile

from tests.support.live import LiveRegister

Told: TypeAlias = Sequence[Mapping[str, Any]]
"""Events as the case file has them, in the order of the log."""

PARTS: Mapping[str, tuple[str, ...]] = {
    "assessing": ("recommendation-given", "assessment-adjudicated"),
    "judging the declaration": ("declaration-judged",),
    "deciding": ("application-refused",),
    "hearing the appeal": ("appeal-finding-given",),
}
"""The parts that one may have in a chain, and the events that say who had them."""


def log_is_sound(live: LiveRegister, folder: Path) -> None:
    """Check that the log verifies from its first entry, and agrees with the stores."""
    assert live.agrees()
    verified = live.run(
        *("audit", "verify", "--url", f"{live.url('audit')}/log"),
        *("--vkey-file", str(live.data / "secrets" / "audit-log.vkey")),
        *("--state", str(folder / "state")),
    )
    assert verified.returncode == 0, verified.stderr


def case_file_of(live: LiveRegister, subject: str, file: Path) -> Told:
    """Return what the case file of a subject tells, once it has proved itself."""
    made = live.run("audit", "case-file", subject, str(file), "--purpose", "oversight")
    assert made.returncode == 0, made.stderr
    key = live.data / "secrets" / "audit-log.vkey"
    sound = live.run("audit", "verify-bundle", str(file), "--vkey-file", str(key))
    assert sound.returncode == 0, sound.stderr
    with ZipFile(file) as case:
        events = {one["index"]: one["event"] for one in json.loads(_in(case, "trail"))}
        return [
            events[row["index"]] for row in json.loads(_in(case, "case"))["chronology"]
        ]


def _in(case: ZipFile, name: str) -> bytes:
    return case.read(f"{name}.json")


def name_of(event: Mapping[str, Any]) -> str:
    """Return what an event is called, without its service and version."""
    return str(event["type"]).split(".")[-2]


def happened_in_order(told: Told, *names: str) -> None:
    """Check that events of these names are told one after the other."""
    rest = iter([name_of(event) for event in told])
    for name in names:
        assert name in rest, f"{name} is not told, or not in its place"


def acts_in(told: Told) -> Mapping[str, frozenset[str]]:
    """Return who had each part in the chain."""
    return {
        part: frozenset(one["actor"] for one in told if name_of(one) in names)
        for part, names in PARTS.items()
    }
