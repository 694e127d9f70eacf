"""`register audit compare`: the log against the services' own event stores."""

import time
from dataclasses import dataclass

import click

from cli.client import Client
from cli.showing import object_of, show_json, show_table, text_of
from cli.speaking import as_json, speaking_as
from cli.system import SERVICES
from cli.teaching import examples
from shared.contracts.canonical import Json

PATIENCE = 10.0
LOOK_AGAIN_AFTER = 0.25


@dataclass(frozen=True, slots=True)
class Compared:
    """One service's count and digest of events, in its own store and in the log."""

    service: str
    stored: int
    logged: int
    same_digest: bool

    @property
    def agrees(self) -> bool:
        """Tell whether store and log hold the same events."""
        return self.stored == self.logged and self.same_digest


@click.command(
    epilog=examples("register audit compare", "register audit compare --json")
)
@click.option(
    "--patience",
    type=click.FloatRange(0),
    default=PATIENCE,
    show_default=True,
    help="Seconds to wait for events that are still on their way.",
)
@as_json
@speaking_as("regulator")
def compare(client: Client, patience: float, as_json: bool) -> None:
    """Compare the log with each service's own store: number of events, and digest.

    Exit status 1 where they do not hold the same.
    """
    found = compare_until_agreed(client, patience)
    rows: list[dict[str, Json]] = [
        {
            "service": one.service,
            "in_the_store": one.stored,
            "in_the_log": one.logged,
            "same_digest": one.same_digest,
            "agrees": one.agrees,
        }
        for one in found
    ]
    if as_json:
        show_json(rows)
    else:
        show_table(rows, tuple(rows[0]))
    if not all(one.agrees for one in found):
        raise SystemExit(1)


def compare_until_agreed(client: Client, patience: float) -> list[Compared]:
    """Return the comparison once all agrees, or as it is when patience is at its end.

    An event takes a moment from its store to the log.
    """
    until = time.monotonic() + patience
    while True:
        found = compare_once(client)
        if all(one.agrees for one in found) or time.monotonic() > until:
            return found
        time.sleep(LOOK_AGAIN_AFTER)


def compare_once(client: Client) -> list[Compared]:
    """Return the comparison of each service's store with the log, as it is now."""
    stores = {
        service: object_of(client.get(service, "/api/events/digest"))
        for service in SERVICES
    }
    logged = object_of(
        object_of(client.get("audit", "/api/log/digests")).get("sources")
    )
    return [
        _compared(service, stores[service], object_of(logged.get(f"/{service}")))
        for service in SERVICES
    ]


def _compared(
    service: str, stored: dict[str, Json], logged: dict[str, Json]
) -> Compared:
    stored_count, logged_count = _count(stored), _count(logged)
    # A service that has said nothing yet is not in the log at all.
    nothing = stored_count == logged_count == 0
    same = text_of(stored, "digest") == text_of(logged, "digest")
    return Compared(service, stored_count, logged_count, nothing or same)


def _count(digest: dict[str, Json]) -> int:
    count = digest.get("count")
    return count if isinstance(count, int) else 0
