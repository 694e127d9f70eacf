"""`register audit consistency`: today's log against a checkpoint written down."""

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
from cli.failures import Failed
from cli.showing import show_json
from cli.speaking import as_json
from cli.teaching import examples
from shared.merkle import HASH_SIZE
from shared.tlog.checkpoint import Checkpoint, open_checkpoint, parse_checkpoint
from shared.tlog.encoding import decode_base64, decode_number
from shared.tlog.keys import VerifierKey
from shared.tlog.reading import CHECKPOINT, LogReader
from shared.tlog.verifier import refuse_older, refuse_rewritten


@click.command(
    epilog=examples(
        "register audit consistency --from march.checkpoint --dir export \\",
        "    --vkey-file log.vkey",
        'register audit consistency --from "1200 iOj3gvVI…YrIao6o=" \\',
        "    --url http://127.0.0.1:8004/log --vkey-file log.vkey",
    )
)
@click.option(
    "--from",
    "written_down",
    required=True,
    metavar="FILE|SIZE ROOT",
    help="The earlier checkpoint: its file, or its size and root (base64 or hex).",
)
@url_option
@directory_option
@key_option
@key_file_option
@witness_option
@as_json
def consistency(
    *,
    written_down: str,
    url: str | None,
    directory: Path | None,
    vkey: str | None,
    vkey_file: Path | None,
    witnesses: tuple[str, ...],
    as_json: bool,
) -> None:
    """Prove that today's log extends a checkpoint that somebody wrote down.

    A checkpoint's file with signatures has to be signed by the same key; three lines
    without, or a size and a root, are believed as they were written down.
    """
    with one_sentence(), opened_log(url, directory) as reader:
        key = chosen_key(vkey, vkey_file)
        before = read_written_down(written_down, key)
        raw = reader.read(CHECKPOINT)
        now = open_checkpoint(raw, key, parse_witnesses(witnesses))
        require_extension(reader, before, now)
    if as_json:
        show_json({"extends": True, "then": _members(before), "now": _members(now)})
        return
    click.echo(
        f"The log {now.origin} of {now.size} entries extends the one of {before.size}: "
        "nothing that was in it then has been changed or taken away."
    )


def require_extension(reader: LogReader, before: Checkpoint, now: Checkpoint) -> None:
    """Return if the log extends the earlier checkpoint.

    Raises `RolledBack`, `Rewritten`, or `NotServed` where its tiles are not there.
    """
    refuse_older(now, before)
    refuse_rewritten(reader, now, before)


def read_written_down(text: str, key: VerifierKey) -> Checkpoint:
    """Return the checkpoint of a file, or of "SIZE ROOT"; raises `Failed`.

    A `VerificationError` is raised for what a file says.
    """
    size, space, root = text.strip().partition(" ")
    if space and size.isdecimal():
        return _spelt_out(size, root.strip(), key)
    file = Path(text)
    try:
        raw = file.read_bytes()
    except OSError as error:
        raise Failed(
            f"{text} is neither a file that can be read nor a size and a root."
        ) from error
    if b"\n\n" in raw:
        return open_checkpoint(raw, key)
    checkpoint = parse_checkpoint(raw.decode("utf-8", errors="replace"))
    if checkpoint.origin != key.name:
        raise Failed(f"{text} is of {checkpoint.origin}, not of {key.name}.")
    return checkpoint


def _spelt_out(size: str, root: str, key: VerifierKey) -> Checkpoint:
    try:
        number = decode_number(size)
        is_hex = len(root) == 2 * HASH_SIZE
        return Checkpoint(key.name, number, _root(root, is_hex=is_hex))
    except ValueError as error:
        raise Failed(
            f"'{size} {root}' is not a size and a root of 32 bytes in base64 or hex."
        ) from error


def _root(text: str, *, is_hex: bool) -> bytes:
    root = bytes.fromhex(text) if is_hex else decode_base64(text)
    if len(root) != HASH_SIZE:
        raise ValueError("a root has 32 bytes")
    return root


def _members(checkpoint: Checkpoint) -> dict[str, object]:
    return {"size": checkpoint.size, "root": checkpoint.root.hex()}
