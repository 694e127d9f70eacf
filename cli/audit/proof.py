"""`register audit proof`: a file that proves one entry, for checking offline."""

from pathlib import Path

import click

from cli.audit.options import (
    chosen_key,
    directory_option,
    key_file_option,
    key_option,
    one_sentence,
    opened_log,
    parse_witnesses,
    url_option,
    witness_option,
)
from cli.audit.proving import write_file
from cli.audit.standard_output import goes_to_standard_output
from cli.teaching import examples
from shared.tlog.checkpoint import open_checkpoint
from shared.tlog.errors import NotServed
from shared.tlog.proofs import parse_proof, verify_proof
from shared.tlog.reading import CHECKPOINT, build_proof, entry_at


@click.command(
    epilog=examples(
        "register audit proof 42 --dir export --vkey-file log.vkey",
        "register audit proof 42 --url http://127.0.0.1:8004/log \\",
        "    --vkey-file log.vkey -o 42.tlog-proof --entry 42.json",
    )
)
@click.argument("index", type=click.IntRange(min=0))
@url_option
@directory_option
@key_option
@key_file_option
@witness_option
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="The proof's file; INDEX.tlog-proof unless told, - for standard output.",
)
@click.option(
    "--entry",
    "entry_file",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Where to write the entry itself too.",
)
def proof(
    *,
    index: int,
    url: str | None,
    directory: Path | None,
    vkey: str | None,
    vkey_file: Path | None,
    witnesses: tuple[str, ...],
    output: Path | None,
    entry_file: Path | None,
) -> None:
    """Write the proof that entry INDEX is in the log, after verifying it here."""
    with one_sentence(), opened_log(url, directory) as reader:
        key = chosen_key(vkey, vkey_file)
        demanded = parse_witnesses(witnesses)
        signed = reader.read(CHECKPOINT)
        size = open_checkpoint(signed, key, demanded).size
        if index >= size:
            raise NotServed(f"there are {size} entries, and no entry {index}")
        built = build_proof(reader, signed, index, size)
        entry = entry_at(reader, index, size)
        verify_proof(parse_proof(built), entry, key, demanded)
    file = output or Path(f"{index}.tlog-proof")
    write_file(file, built)
    if entry_file:
        write_file(entry_file, entry)
    if goes_to_standard_output(file):
        return
    click.echo(f"Entry {index} of {size} is proved by {file}.")
