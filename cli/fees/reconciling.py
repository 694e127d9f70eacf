"""`register fees reconcile`: how the money adds up."""

from pathlib import Path

import click

from cli.client import Client
from cli.failures import Failed
from cli.fees.reading import read_payments
from cli.showing import object_of, show_fields, show_json
from cli.speaking import as_json, speaking_as
from cli.teaching import examples


@click.command(
    epilog=examples(
        "register fees reconcile",
        "register fees reconcile statement.csv   what became of one file's rows",
    )
)
@click.argument("file", required=False, type=click.Path(dir_okay=False, path_type=Path))
@as_json
@speaking_as("registrar")
def reconcile(client: Client, file: Path | None, as_json: bool) -> None:
    """Add up what is due, paid, returned, refunded, waived, owed and nobody's.

    With FILE, what was received and what is unmatched is that file's alone. Exit
    status 1 where the sums do not agree.
    """
    digest = None if file is None else read_payments(file).digest
    answer = client.get("applications", "/api/fees/reconciliation", file=digest)
    said = object_of(answer)
    if as_json:
        show_json(said)
    else:
        show_fields(said)
    if said.get("reconciled") is not True:
        raise Failed("The sums do not agree.")
