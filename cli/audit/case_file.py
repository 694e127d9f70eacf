"""`register audit case-file`: a case as one zip that proves itself."""

from pathlib import Path

import click

from cli.audit.options import (
    directory_option,
    key_file_option,
    key_option,
    one_sentence,
    url_option,
)
from cli.audit.proving import place_of_log, under_option, write_file
from cli.audit.standard_output import goes_to_standard_output
from cli.client import Client
from cli.speaking import speaking_as
from cli.teaching import examples
from oversight.bundles.form import read
from oversight.case_files.archive import unpack
from oversight.case_files.chronology import INACTIVE_AFTER_DAYS
from oversight.case_files.files import BUNDLE


@click.command(
    "case-file",
    epilog=examples(
        "register audit case-file CT000042 case.zip",
        "register audit case-file CT000042 case.zip --dir log --vkey-file log.vkey",
        "register audit verify-bundle case.zip --vkey-file log.vkey",
    ),
)
@click.argument("subject")
@click.argument("output", type=click.Path(dir_okay=False, path_type=Path))
@click.option(
    "--inactive-after",
    type=click.IntRange(0, 3660),
    default=INACTIVE_AFTER_DAYS,
    show_default=True,
    metavar="DAYS",
    help="Name periods without an event that are longer.",
)
@under_option
@url_option
@directory_option
@key_option
@key_file_option
@speaking_as("regulator")
def case_file(
    client: Client,
    subject: str,
    output: Path,
    *,
    inactive_after: int,
    under: Path | None,
    url: str | None,
    directory: Path | None,
    vkey: str | None,
    vkey_file: Path | None,
) -> None:
    """Write all that the log says of SUBJECT as one zip: OUTPUT.

    Chronology with periods of inactivity, decisions with their reasons, documents by
    hash, the trail, a cover page, and the proofs from which all of it can be verified
    without us. The same case at the same checkpoint is the same bytes. An OUTPUT of -
    is standard output.
    """
    place = place_of_log(client, url, directory, vkey, vkey_file, under)
    with one_sentence():
        raw = place.case_file(subject, inactive_after)
    write_file(output, raw)
    if goes_to_standard_output(output):
        return
    # Whether it proves that nothing follows comes first, as in the bundle itself.
    click.echo(read(unpack(raw)[BUNDLE]).about)
    click.echo(
        f"{output} holds the case; it verifies with "
        f"`register audit verify-bundle {output} --vkey KEY`."
    )
