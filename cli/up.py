"""`register up`: a whole register on this machine, until Ctrl-C."""

from datetime import datetime
from pathlib import Path

import click

from cli.audit.options import one_sentence
from cli.clock.group import parse_instant
from cli.speaking import with_system
from cli.starting.environment import RULEBOOK
from cli.starting.system import RunningSystem, Wanted, running_system
from cli.stopping import run_until_stopped
from cli.system import SERVICES, Ports, System
from cli.teaching import examples
from shared.tlog.policy_file import parse_policy

DESKS = {
    "applications": "the registrar's desk and the public register",
    "assessment": "the assessors' desk",
    "notifications": "messages to people",
    "audit": "the regulator's desk; the log at /log/",
}


@click.command(
    epilog=examples(
        "register up",
        "register up --port 9000 --data /tmp/another-register",
        "register up --clock 2026-11-02T09:00",
        "register up --witness-policy witnesses.policy",
    )
)
@click.option("--clock", help="The register's time at the start, ISO 8601, UTC.")
@click.option(
    "--rulebook",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    default=RULEBOOK,
    show_default="the voluntary register's",
    help="The rules to run under.",
)
@click.option(
    "--witness-policy",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Witnesses to ask for cosignatures (C2SP tlog-policy).",
)
@click.option(
    "--hand-over",
    metavar="NEW-ORIGIN",
    help="First hand the audit log over to this origin, under a new key.",
)
@with_system
def up(
    system: System,
    clock: str | None,
    rulebook: Path,
    witness_policy: Path | None,
    hand_over: str | None,
) -> None:
    """Start a whole register on this machine and stay; Ctrl-C stops it in order.

    Broker, database and four services, each a process of its own, on loopback only;
    all they keep is in the data directory.
    """
    if witness_policy is not None:
        with one_sentence():
            parse_policy(witness_policy.read_bytes())
    port: int = click.get_current_context().meta["register.port"]
    started_at: datetime | None = None if clock is None else parse_instant(clock)
    wanted = Wanted(
        ports=Ports(port),
        data=system.data,
        rulebook=rulebook,
        clock=started_at,
        witness_policy=witness_policy,
        hand_over=hand_over,
        say=click.echo,
    )
    run_until_stopped(_stay(wanted))


async def _stay(wanted: Wanted) -> None:
    async with running_system(wanted) as running:
        _show_addresses(running)
        await running.keep()


def _show_addresses(running: RunningSystem) -> None:
    system = running.system
    for service in SERVICES:
        click.echo(f"  {service:<14}{system.url(service)}   {DESKS[service]}")
    click.echo(f"  {'kafka':<14}{system.kafka}")
    click.echo(f"  {'data':<14}{system.data}   logs in {system.data / 'logs'}")
    click.echo("Ctrl-C stops it.")
