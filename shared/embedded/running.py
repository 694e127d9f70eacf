"""Which process a pid file means: pids are used again, birthdays are not."""

import json
import os
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

import psutil


@dataclass(frozen=True)
class Identity:
    """One process of this machine: its pid and when it was born."""

    pid: int
    born: str


def identify(pid: int) -> Identity | None:
    """Return who runs under `pid` now; None when nobody does, or only a zombie."""
    if sys.platform == "linux":
        born = _born_on_linux(pid)
    else:
        born = _born_elsewhere(pid)
    return None if born is None else Identity(pid, born)


def write_pid_file(path: Path, pid: int) -> None:
    """Remember the process `pid` in `path`, whole or not at all."""
    identity = identify(pid)
    if identity is None:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_suffix(".new")
    fresh.write_text(json.dumps(asdict(identity)))
    fresh.replace(path)


def read_pid_file(path: Path) -> Identity | None:
    """Return the process that `path` means, while that very process runs."""
    try:
        noted = Identity(**json.loads(path.read_text()))
    except (OSError, ValueError, TypeError):
        return None
    return noted if identify(noted.pid) == noted else None


def stop_leftovers(run: Path) -> list[str]:
    """Stop what an earlier run of the same data directory left; return the names.

    Only a process whose start time is the one written down is touched. The caller
    holds the data directory (`directory.claim`), so nobody else's parts are meant.
    """
    names: list[str] = []
    for path in sorted(run.glob("*.pid")):
        leftover = read_pid_file(path)
        if leftover is not None:
            end(leftover.pid, lambda who=leftover: identify(who.pid) != who)
            names.append(path.stem)
        path.unlink(missing_ok=True)
    return names


def end(pid: int, gone: Callable[[], bool], patience: float = 30.0) -> None:
    """Ask the process to end with SIGINT (PostgreSQL's fast stop), then make it.

    SIGINT ends Java and our services in order too.
    """
    for number in (signal.SIGINT, signal.SIGKILL):
        try:
            os.kill(pid, number)
        except ProcessLookupError:
            return
        until = time.monotonic() + patience
        while time.monotonic() < until:
            if gone():
                return
            time.sleep(0.02)


def _born_on_linux(pid: int) -> str | None:
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
        boot = Path("/proc/sys/kernel/random/boot_id").read_text().strip()
    except OSError:
        return None
    # proc(5): after the name in parentheses, field 3 is the state, 22 the start.
    fields = stat.rpartition(")")[2].split()
    return None if fields[0] in "ZX" else f"{boot} {fields[19]}"


def _born_elsewhere(pid: int) -> str | None:
    try:
        return str(psutil.Process(pid).create_time())
    except psutil.Error:
        return None
