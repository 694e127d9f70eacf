"""Moving the clock of all services together, stopping at every deadline on the way."""

import math
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import cast

from cli.client import Client
from cli.failures import Failed
from cli.showing import object_of
from cli.system import SERVICES
from shared.contracts.canonical import Json

QUIET_WITHIN = 120.0
"""Seconds that the services get to finish what a deadline led to."""

LOOK_AGAIN_AFTER = 0.1


@dataclass(frozen=True, slots=True)
class Reading:
    """One service's clock: its time, what is due next, whether all its work is done."""

    now: datetime
    offset: timedelta
    next_due: datetime | None
    idle: bool


def read_clock(client: Client, service: str) -> Reading:
    """Return what a service's clock says."""
    return parse_reading(object_of(client.get(service, "/api/clock")))


def parse_reading(value: Mapping[str, Json]) -> Reading:
    """Return the reading that an answer of `/api/clock` spells."""
    due = value.get("next_due")
    return Reading(
        now=datetime.fromisoformat(str(value["now"])),
        offset=timedelta(seconds=float(cast("float", value["offset_seconds"]))),
        next_due=None if due is None else datetime.fromisoformat(str(due)),
        idle=bool(value["idle"]),
    )


def read_clocks(client: Client) -> dict[str, Reading]:
    """Return what every service's clock says, all asked at once."""
    with ThreadPoolExecutor(len(SERVICES)) as threads:
        readings = threads.map(partial(read_clock, client), SERVICES)
        return dict(zip(SERVICES, readings, strict=True))


def set_clock(client: Client, moment: datetime) -> None:
    """Set every service's clock to an instant, or to the second after it."""
    offset = (moment - datetime.now(UTC)).total_seconds()
    for service in SERVICES:
        client.post(service, "/api/clock", {"offset_seconds": math.ceil(offset)})


def advance(client: Client, target: datetime, tell: Callable[[str], None]) -> int:
    """Move all clocks to `target`, halting at each deadline; return how many halts.

    At each halt the services finish their work, which may set earlier deadlines.
    """
    halts = 0
    while True:
        readings = await_quiet(client)
        now = max(reading.now for reading in readings.values())
        if now >= target:
            return halts
        due = [r.next_due for r in readings.values() if r.next_due is not None]
        halt = min([target, *(moment for moment in due if moment > now)])
        if halt < target:
            halts += 1
            tell(f"Something falls due on {halt:%d %B %Y, %H:%M} UTC.")
        set_clock(client, halt)


def await_quiet(client: Client) -> dict[str, Reading]:
    """Return the clocks once no service has work left; raises `Failed` in time.

    Twice in a row, since what one finishes may be the next one's work.
    """
    until = time.monotonic() + QUIET_WITHIN
    quiet = 0
    while True:
        readings = read_clocks(client)
        busy = [name for name, reading in readings.items() if not reading.idle]
        quiet = 0 if busy else quiet + 1
        if quiet > 1:
            return readings
        if time.monotonic() > until:
            raise Failed(
                f"Still at work after {QUIET_WITHIN:.0f} s: {', '.join(busy)}."
            )
        time.sleep(LOOK_AGAIN_AFTER)
