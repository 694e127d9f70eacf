"""`register find` and `register entry`: the public register."""

from datetime import datetime
from urllib.parse import quote

import click

from cli.client import Client
from cli.showing import object_of, rows_of, show_fields, show_json, show_table
from cli.speaking import as_json, without_token
from cli.teaching import examples


@click.command(epilog=examples("register find Rahman", "register find CT000042"))
@click.argument("text")
@as_json
@without_token
def find(client: Client, text: str, as_json: bool) -> None:
    """Find entries of the public register by name or number."""
    answer = client.get("applications", "/api/register", q=text)
    if as_json:
        show_json(answer)
        return
    entries = rows_of(answer, "entries")
    if not entries:
        click.echo("Nobody by that name or number is on the register.")
        return
    show_table(entries, list(entries[0]))


@click.command(epilog=examples("register entry CT000042 --as-at 2026-12-31"))
@click.argument("number")
@click.option(
    "--as-at",
    type=click.DateTime(["%Y-%m-%d"]),
    help="Show the entry as it stood on this date; today unless told.",
)
@as_json
@without_token
def entry(client: Client, number: str, as_at: datetime | None, as_json: bool) -> None:
    """Show the entry NUMBER of the public register."""
    answer = client.get(
        "applications",
        f"/api/register/{quote(number, safe='')}",
        as_at=as_at and as_at.date().isoformat(),
    )
    if as_json:
        show_json(answer)
    else:
        show_fields(object_of(answer))
