"""`register audit sample`: closed cases, drawn so that anybody can draw them again."""

from pathlib import Path
from typing import cast

import click

from cli.audit.document_options import (
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
from oversight.documents.reading import Object
from oversight.period import period_of, read_date
from oversight.samples.drawing import WHAT, Draw, Frame, draw_of, sample_document
from shared.contracts.canonical import canonical


@click.command(
    epilog=examples(
        "register audit sample applications --size 20 --seed 'visit of March 2027'",
        "register audit sample assessments --size 5 --seed 7 --from 2027-01-01",
        "register audit sample applications --size 20 --seed 7 --dir log",
    )
)
@click.argument("what", metavar=f"[{'|'.join(WHAT)}]")
@click.option("--size", "sample_size", type=int, required=True, help="How many cases.")
@click.option("--seed", required=True, help="Any text: another draws other cases.")
@from_option
@to_option
@output_option
@with_place
@speaking_as("regulator")
def sample(
    client: Client,
    what: str,
    *,
    sample_size: int,
    seed: str,
    since: str | None,
    until: str | None,
    output: Path | None,
    url: str | None,
    directory: Path | None,
    vkey: str | None,
    vkey_file: Path | None,
    log_size: int | None,
) -> None:
    """Draw closed cases that were closed within a period.

    The answer names the frame's digest, every case left out and why, and how to draw
    the same again without us.
    """
    place = place_of(url, directory, vkey, vkey_file, log_size)
    period = period_of(read_date(since, "from"), read_date(until, "to"))
    draw = draw_of(what, sample_size, seed, period)
    if directory is None:
        query = {
            "sample_size": sample_size,
            "seed": seed,
            "from": since,
            "to": until,
        }
        document = cast("Object", place.ask(client, f"/api/samples/{what}", query))
    else:
        document = _of_export(directory, vkey, vkey_file, draw)
    write(canonical(document), output)


def _of_export(
    directory: Path, vkey: str | None, vkey_file: Path | None, draw: Draw
) -> Object:
    with one_sentence():
        log = opened_export(directory, REGULATOR, vkey, vkey_file)
        frame = Frame(draw)
        feed(log, frame)
        return sample_document(draw, frame.result(), standing_of_export(log))
