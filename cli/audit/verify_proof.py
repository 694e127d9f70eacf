"""`register audit verify-proof`: one entry and its proof, without the log."""

from pathlib import Path

import click

from cli.audit.options import (
    chosen_key,
    key_file_option,
    key_option,
    one_sentence,
    parse_witnesses,
    witness_option,
)
from cli.teaching import examples
from shared.tlog.proofs import parse_proof, verify_proof


@click.command(
    "verify-proof",
    epilog=examples(
        "register audit verify-proof 42.tlog-proof --entry 42.json \\",
        "    --vkey-file log.vkey",
        "register audit verify-proof 42.tlog-proof --entry 42.json \\",
        "    --vkey-file log.vkey --witness witness.example/w1+468d99bb+BHm1Vi6P…",
    ),
)
@click.argument(
    "file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
)
@click.option(
    "--entry",
    "entry_file",
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The entry's bytes, exactly as they are in the log.",
)
@key_option
@key_file_option
@witness_option
def verify_proof_file(
    file: Path,
    entry_file: Path,
    vkey: str | None,
    vkey_file: Path | None,
    witnesses: tuple[str, ...],
) -> None:
    """Verify offline that FILE proves the entry to be in the log."""
    with one_sentence():
        checkpoint = verify_proof(
            proof := parse_proof(file.read_bytes()),
            entry_file.read_bytes(),
            chosen_key(vkey, vkey_file),
            parse_witnesses(witnesses),
        )
    click.echo(
        f"It is entry {proof.index} of {checkpoint.size} in {checkpoint.origin}."
    )
