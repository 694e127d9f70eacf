"""`register audit report`: the regulator's figures, from the log alone."""

from pathlib import Path
from typing import cast

import click

from cli.audit.document_options import (
    Place,
    from_option,
    output_option,
    place_of,
    to_option,
    with_place,
    write,
)
from cli.audit.options import one_sentence
from cli.audit.places import REGULATOR, opened_export
from cli.audit.standing import feed, standing_of_export
from cli.client import Client
from cli.speaking import speaking_as
from cli.teaching import examples
from oversight.days import Days
from oversight.documents.document import Asked
from oversight.documents.forms import FORMS, form_of
from oversight.documents.reading import Object
from oversight.documents.suppression import DEFAULT_THRESHOLD, checked_threshold
from oversight.period import period_of, read_date
from oversight.reports.catalogue import REPORTS, Computing, report_of

LISTED = "list"


@click.command(
    epilog=examples(
        "register audit report list",
        "register audit report applications --from 2027-01-01 --to 2027-03-31",
        "register audit report register --format pdf -o register.pdf",
        "register audit report assessment --dir log --vkey-file register.vkey",
    )
)
@click.argument("name")
@from_option
@to_option
@click.option(
    "--days",
    type=click.Choice([days.value for days in Days]),
    default=Days.CALENDAR.value,
    show_default=True,
    help="Which days durations are counted in.",
)
@click.option(
    "--small-numbers-below",
    "threshold",
    type=int,
    default=DEFAULT_THRESHOLD,
    show_default=True,
    help="Counts below are hidden; 0 hides none.",
)
@click.option(
    "--format", "form", default="json", show_default=True, help=", ".join(FORMS)
)
@output_option
@with_place
@speaking_as("regulator")
def report(
    client: Client,
    name: str,
    *,
    since: str | None,
    until: str | None,
    days: str,
    threshold: int,
    form: str,
    output: Path | None,
    url: str | None,
    directory: Path | None,
    vkey: str | None,
    vkey_file: Path | None,
    log_size: int | None,
) -> None:
    """Compute report NAME; `list` names them all.

    The same bytes come from the running service and from an exported log with the
    same checkpoint, which the report carries.
    """
    if name == LISTED:
        _list()
        return
    place = place_of(url, directory, vkey, vkey_file, log_size)
    period = period_of(read_date(since, "from"), read_date(until, "to"))
    asked = Asked(period, Days(days), checked_threshold(threshold))
    chosen, written = report_of(name), form_of(form)
    if place.directory is None:
        query = {
            "from": since,
            "to": until,
            "days": days,
            "small_numbers_below": threshold,
        }
        document = cast(
            "Object", place.ask(client, f"/api/reports/{chosen.name}", query)
        )
    else:
        document = _of_export(place, chosen.name, asked)
    write(written.write(document), output)


def _of_export(place: Place, name: str, asked: Asked) -> Object:
    with one_sentence():
        log = opened_export(
            cast("Path", place.directory), REGULATOR, place.vkey, place.vkey_file
        )
        computing = Computing(report_of(name), standing_of_export(log), asked)
        feed(log, computing)
        return computing.result()


def _list() -> None:
    for one in REPORTS.values():
        click.echo(f"{one.name:<20}{one.describes}")
