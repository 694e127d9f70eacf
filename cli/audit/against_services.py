"""A log's entries against each service's own store: the first day that differs."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from cli.audit.tally import Digest, Tally
from cli.client import Client
from cli.showing import object_of, rows_of, text_of
from cli.system import SERVICES
from shared.contracts.canonical import Json

PAGE = 1000
LOOK_AGAIN_AFTER = 0.5


@dataclass(frozen=True, slots=True)
class Difference:
    """The first day, and on it the first stream, that a store and the log tell apart.

    `stored` and `logged` are the numbers of that stream's events on that day.
    """

    service: str
    day: str
    stream: str
    stored: int
    logged: int

    def __str__(self) -> str:
        """Say it in a sentence."""
        what = f"on {self.day} its stream {self.stream}"
        if self.stored == self.logged:
            return f"{self.service}: {what} has other events in its store than logged."
        return (
            f"{self.service}: {what} has {self.stored} events in its store "
            f"and {self.logged} in the log."
        )


def compare_with_services(
    client: Client, tally: Tally, read_on: Callable[[], None], patience: float
) -> list[Difference]:
    """Return each service's first difference, once they stay or there is none.

    Events take a moment from a store to the log: until `patience` (seconds) is at its
    end the log is read on and all is compared again.
    """
    until = time.monotonic() + patience
    while True:
        found = [it for service in SERVICES for it in _first(client, tally, service)]
        if not found or time.monotonic() > until:
            return found
        time.sleep(LOOK_AGAIN_AFTER)
        read_on()


def _first(client: Client, tally: Tally, service: str) -> Iterator[Difference]:
    stored = {
        day: _digest(object_of(digest))
        for day, digest in object_of(client.get(service, "/api/events/digests")).items()
    }
    logged = tally.days(f"/{service}")
    for day in sorted(stored.keys() | logged.keys()):
        if stored.get(day) != logged.get(day):
            yield from _first_stream(client, tally, service, day)
            return


def _first_stream(
    client: Client, tally: Tally, service: str, day: str
) -> Iterator[Difference]:
    nothing = Digest(0, "")
    logged = dict(tally.streams(f"/{service}", day))
    stored = dict(_streams(client, service, day))
    for stream in sorted(stored.keys() | logged.keys()):
        one, other = stored.get(stream, nothing), logged.get(stream, nothing)
        if one != other:
            yield Difference(service, day, stream, one.count, other.count)
            return


def _streams(client: Client, service: str, day: str) -> Iterator[tuple[str, Digest]]:
    after = ""
    while True:
        path = f"/api/events/digests/{day}"
        page = rows_of(client.get(service, path, after=after, limit=PAGE), "streams")
        for row in page:
            yield text_of(row, "stream"), _digest(row)
        if len(page) < PAGE:
            return
        after = text_of(page[-1], "stream")


def _digest(value: dict[str, Json]) -> Digest:
    count = value.get("count")
    return Digest(count if isinstance(count, int) else 0, text_of(value, "digest"))
