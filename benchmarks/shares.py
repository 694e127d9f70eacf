"""Which process had the processors: what bounds a system is what never rests."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from tests.support.live import SERVICES, pid_of

PARTS = (*SERVICES, "kafka", "postgres")
DRIVER = "the people's side (this program)"


@dataclass
class Shares:
    """The processor seconds of each part since it was made."""

    data: Path
    _before: Mapping[str, float] = field(init=False)
    _rested: float = field(init=False)

    def __post_init__(self) -> None:
        """Note what each part has used so far."""
        self._before = self._used()
        self._rested = psutil.cpu_times().idle

    def since(self) -> Mapping[str, float]:
        """Return the seconds that each part has used since, the most first."""
        used = {part: now - self._before[part] for part, now in self._used().items()}
        return dict(sorted(used.items(), key=lambda one: -one[1]))

    def rested(self) -> float:
        """Return the seconds that the processors of the whole machine were idle."""
        return psutil.cpu_times().idle - self._rested

    def _used(self) -> dict[str, float]:
        used = {part: _seconds(pid_of(self.data, part)) for part in PARTS}
        return {**used, DRIVER: _seconds(os.getpid(), family=False)}


def _seconds(pid: int, *, family: bool = True) -> float:
    """Return the processor seconds of a process, and of those that it has started."""
    process = psutil.Process(pid)
    members = [process, *(process.children(recursive=True) if family else ())]
    total = 0.0
    for member in members:
        try:
            times = member.cpu_times()
        except psutil.NoSuchProcess:
            continue
        total += times.user + times.system
        # Of those that have ended: PostgreSQL's own short-lived workers.
        total += times.children_user + times.children_system if family else 0.0
    return total
