"""`register witness key | status`: who it is, and what it has cosigned."""

from datetime import UTC, datetime

import click

from cli.showing import show_json, show_table
from cli.speaking import as_json
from cli.teaching import examples
from cli.witness.memory import Remembered, WitnessDirectory
from cli.witness.options import directory_option, name_option
from shared.contracts.canonical import Json


@click.command(epilog=examples("register witness key --name witness.example/w1"))
@directory_option
@name_option
def key(directory: WitnessDirectory, name: str | None) -> None:
    """Show the witness's verifier key; with --name, make it where there is none."""
    if name is None:
        memory = directory.recall()
    else:
        with directory.taken():
            memory = directory.begin(name)
    click.echo(str(directory.verifier_key(memory)))


@click.command(epilog=examples("register witness status --json"))
@directory_option
@as_json
def status(directory: WitnessDirectory, as_json: bool) -> None:
    """Show which logs are witnessed, and what was last cosigned of each."""
    memory = directory.recall()
    vkey = str(directory.verifier_key(memory))
    rows = [_row(origin, log) for origin, log in memory.logs.items()]
    if as_json:
        show_json({"name": memory.name, "vkey": vkey, "logs": rows})
        return
    click.echo(f"{memory.name} cosigns with {vkey}")
    show_table(rows, ("origin", "size", "root", "cosigned_at"))


def _row(origin: str, log: Remembered) -> dict[str, Json]:
    return {
        "origin": origin,
        "vkey": log.vkey,
        "size": log.size,
        "root": log.root,
        "cosigned_at": in_words(log.cosigned_at),
    }


def in_words(seconds: int | None) -> str | None:
    """Return Unix seconds as an ISO 8601 instant in UTC."""
    if seconds is None:
        return None
    return datetime.fromtimestamp(seconds, UTC).isoformat().replace("+00:00", "Z")
