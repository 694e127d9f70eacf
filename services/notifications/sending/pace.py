"""The pace at which each host is written to, and whom to leave alone for a while.

One process sends at a time, so what it knows of the hosts is in its memory; after a
start every host has a clean slate.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from types import MappingProxyType

FIRST_PAUSE = timedelta(seconds=30)
LONGEST_PAUSE = timedelta(minutes=30)
FORGOTTEN_AFTER = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Rates:
    """How many letters a host is given in a minute, and how many at a time.

    `by_host` are those with a number of their own. At most `connections` lanes write to
    one host.
    """

    a_minute: int = 600
    by_host: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    connections: int = 2

    def of(self, host: str) -> int:
        """Return how many letters the host is given in a minute."""
        return self.by_host.get(host, self.a_minute)


UNLIMITED = Rates(a_minute=10**9, connections=10**6)
"""For a folder on this machine, which nobody minds filling."""


@dataclass(slots=True)
class _Host:
    """What is known of a host: letters it may have, by when, and its trouble.

    `seconds` are how long it took over the last one.
    """

    letters: float
    at: datetime
    busy: int = 0
    troubles: int = 0
    paused_until: datetime | None = None
    seconds: float = 0.0


class Pace:
    """Says which hosts are to be left alone now; `now` is wall time throughout."""

    def __init__(self, rates: Rates) -> None:
        self._rates = rates
        self._hosts: dict[str, _Host] = {}

    def barred(self, now: datetime) -> list[str]:
        """Return the hosts that get nothing now, and forget those long at peace."""
        self._hosts = {
            name: host for name, host in self._hosts.items() if _is_known(host, now)
        }
        return sorted(name for name in self._hosts if not self._is_free(name, now))

    def taken(self, hosts: Iterable[str], now: datetime) -> None:
        """Count letters that are on their way: each host's allowance, and a lane."""
        written = list(hosts)
        for name in written:
            self._filled(name, now).letters -= 1
        for name in set(written):
            self._hosts[name].busy += 1

    def let_go(self, hosts: Iterable[str]) -> None:
        """Count a lane that is through with its letters."""
        for name in set(hosts):
            if name in self._hosts:
                self._hosts[name].busy -= 1

    def took(self, name: str, seconds: float) -> None:
        """Note how long a host took over a letter."""
        if name in self._hosts:
            self._hosts[name].seconds = seconds

    def seconds_of(self, name: str) -> float:
        """Return how long a host took over its last letter; 0 where none is known.

        In a lane the slowest goes last, so that others do not wait for it.
        """
        host = self._hosts.get(name)
        return host.seconds if host else 0.0

    def went(self, name: str) -> None:
        """Note that a host took a letter: its trouble is over."""
        if name in self._hosts:
            self._hosts[name].troubles = 0

    def held(self, name: str, now: datetime) -> None:
        """Note that a host asked for a pause, or was slow or lost: doubling pauses."""
        host = self._filled(name, now)
        if host.paused_until is not None and host.paused_until > now:
            return  # several letters may tell of the same trouble
        pause = min(FIRST_PAUSE * 2 ** min(host.troubles, 10), LONGEST_PAUSE)
        host.troubles += 1
        host.paused_until = now + pause

    def _is_free(self, name: str, now: datetime) -> bool:
        host = self._filled(name, now)
        paused = host.paused_until is not None and host.paused_until > now
        return not paused and host.letters >= 1 and host.busy < self._rates.connections

    def _filled(self, name: str, now: datetime) -> _Host:
        """Return the host with what it may have had since it was looked at."""
        rate = self._rates.of(name)
        most = max(1.0, rate / 6)  # ten seconds' worth at once
        host = self._hosts.setdefault(name, _Host(most, now))
        since = max((now - host.at).total_seconds(), 0)
        host.letters = min(most, host.letters + since * rate / 60)
        host.at = now
        return host


def _is_known(host: _Host, now: datetime) -> bool:
    quiet_since = host.paused_until or host.at
    return host.busy > 0 or now - quiet_since < FORGOTTEN_AFTER
