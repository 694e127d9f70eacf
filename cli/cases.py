"""`register queue` and `register case`: an assessor's work."""

import click

from cli.client import Client
from cli.paging import pages_of
from cli.showing import object_of, show_fields, show_json, show_table
from cli.speaking import as_json, speaking_as
from cli.teaching import examples

COLUMNS = ("assessment_id", "scopes", "route", "opened_on", "due_on", "overdue")


@click.command(epilog=examples("register queue --as assessor-2"))
@as_json
@speaking_as("assessor-1")
def queue(client: Client, as_json: bool) -> None:
    """Show the open cases that wait for one assessor, oldest first."""
    cases = list(pages_of(client, "assessment", "/api/queue", "cases"))
    if as_json:
        show_json({"cases": cases})
    elif cases:
        show_table(cases, COLUMNS)
    else:
        click.echo("No case waits.")


@click.command(
    epilog=examples("register case 0b9f4c5e-6f0e-5f3c-9d6d-2f9f0c1d7a11 --as registrar")
)
@click.argument("assessment_id", metavar="ID", type=click.UUID)
@as_json
@speaking_as("assessor-1")
def case(client: Client, assessment_id: object, as_json: bool) -> None:
    """Show the case ID to an assessor who is assigned to it, or to the registrar."""
    answer = client.get("assessment", f"/api/cases/{assessment_id}")
    if as_json:
        show_json(answer)
    else:
        show_fields(object_of(answer))
