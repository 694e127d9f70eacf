"""`register clock`: what time it is to the register, and moving it on."""

from datetime import UTC, datetime

import click

from cli.client import Client
from cli.clock.durations import after
from cli.clock.moving import advance, read_clocks
from cli.failures import Failed
from cli.groups import DefaultsTo
from cli.showing import show_json, show_table
from cli.speaking import as_json, speaking_as
from cli.teaching import examples


@click.group(cls=DefaultsTo)
def clock() -> None:
    """Show the register's clock, or move it on (embedded mode only)."""


@clock.command()
@as_json
@speaking_as("operator")
def show(client: Client, as_json: bool) -> None:
    """Show each service's clock, what falls due next, and whether it is idle."""
    rows = [
        {
            "service": service,
            "now": reading.now.isoformat(timespec="seconds"),
            "offset": str(reading.offset),
            "next_due": reading.next_due and reading.next_due.isoformat(),
            "idle": reading.idle,
        }
        for service, reading in read_clocks(client).items()
    ]
    if as_json:
        show_json(rows)
    else:
        show_table(rows, ("service", "now", "offset", "next_due", "idle"))


@clock.command(
    "advance",
    epilog=examples(
        "register clock advance P30D",
        "register clock advance --to 2027-01-31T09:00",
    ),
)
@click.argument("duration", required=False)
@click.option("--to", help="An instant instead of a duration, ISO 8601, UTC.")
@speaking_as("operator")
def advance_clock(client: Client, duration: str | None, to: str | None) -> None:
    """Move the clocks of all services on by DURATION (ISO 8601, such as P30D).

    They halt at every deadline on the way until all that it leads to is done.
    """
    if (duration is None) == (to is None):
        raise click.UsageError("give either DURATION or --to")
    now = max(reading.now for reading in read_clocks(client).values())
    target = after(now, duration) if duration is not None else parse_instant(to or "")
    if target < now:
        raise Failed(f"It is {now:%d %B %Y, %H:%M} UTC already: clocks only go on.")
    halts = advance(client, target, click.echo)
    click.echo(f"It is {target:%d %B %Y, %H:%M} UTC; {halts} halts on the way.")


def parse_instant(text: str) -> datetime:
    """Return an ISO 8601 instant, UTC where it names no zone; raises `Failed`."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise Failed(f"'{text}' is not an instant such as 2027-01-31T09:00.") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
