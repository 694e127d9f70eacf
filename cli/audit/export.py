"""`register audit export`: the log as files, verified while they are written."""

from collections.abc import Generator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import click
import httpx

from cli.audit.disclosing import DisclosuresBeside
from cli.audit.ended_logs import keep_ended_logs
from cli.audit.following import Followed, find_log
from cli.audit.options import (
    PATIENCE_SECONDS,
    chosen_key,
    key_file_option,
    key_option,
    one_sentence,
    parse_witnesses,
    url_option,
    witness_option,
)
from cli.audit.places import at_audit_service, log_address
from cli.client import Client
from cli.failures import Failed
from cli.progress import progress
from cli.speaking import speaking_as
from cli.teaching import examples
from oversight.disclosures import FOLDER
from oversight.source import VKEY, key_beside
from shared.tlog.believed import Believed
from shared.tlog.checkpoint import Checkpoint, open_checkpoint, parse_checkpoint
from shared.tlog.copying import Copy
from shared.tlog.errors import OtherLog
from shared.tlog.keeping import write_whole
from shared.tlog.keys import VerifierKey, parse_verifier_key
from shared.tlog.note import parse_note
from shared.tlog.readers import DirectoryReader, HttpReader
from shared.tlog.reading import CHECKPOINT, LogReader
from shared.tlog.verifier import refuse_older, refuse_rewritten
from shared.tlog.walk import Progress

FOR_THE_PUBLIC = (
    "{directory} holds disclosures: export for the public into a fresh directory."
)
KEY_FROM_SERVER = (
    "The key was not given, and is believed because the log's own server says it: "
    "compare {directory}/vkey with what the register has published elsewhere."
)

HANDED_OVER = (
    "The log {before} was handed over; it goes on, and so does this export, under the "
    "key that its last entry names: {after}."
)


@click.command(
    epilog=examples(
        "register audit export log --vkey-file register.vkey",
        "register audit export public-log --without-disclosures",
        "register audit export log --url https://audit.example/log   again: goes on",
    )
)
@click.argument("directory", type=click.Path(file_okay=False, path_type=Path))
@url_option
@key_option
@key_file_option
@witness_option
@click.option(
    "--without-disclosures",
    is_flag=True,
    help="Only what everybody may read; no token is needed.",
)
@speaking_as("regulator")
def export(
    client: Client,
    directory: Path,
    *,
    url: str | None,
    vkey: str | None,
    vkey_file: Path | None,
    witnesses: tuple[str, ...],
    without_disclosures: bool,
) -> None:
    """Write the log into DIRECTORY: checkpoint, tiles, entries, disclosures, key.

    Everything is verified before it is written. What is there already is not fetched
    again, so an interrupted export goes on, and a later one only adds. A log that was
    handed over since is followed to its new key, if the old one's last entry names it.
    """
    if without_disclosures and (directory / FOLDER).exists():
        raise Failed(FOR_THE_PUBLIC.format(directory=directory))
    with one_sentence(), httpx.Client(timeout=PATIENCE_SECONDS) as http:
        reader = HttpReader(http, log_address(client, url))
        followed = _followed(reader, directory, vkey, vkey_file)
        key, seen = followed.key, followed.seen
        signed = reader.read(CHECKPOINT)
        checkpoint = open_checkpoint(signed, key, parse_witnesses(witnesses))
        refuse_older(checkpoint, seen)
        refuse_rewritten(reader, checkpoint, seen)
        copy = Copy(reader, checkpoint, directory)
        with _entries_bar(checkpoint.size) as on_progress:
            copy.keep_all(on_progress)
        if not without_disclosures:
            beside = DisclosuresBeside(directory, checkpoint.size)
            beside.forget(Believed(DirectoryReader(directory), checkpoint))
            with at_audit_service(client, url) as asking:
                beside.fetch(asking)
        keep_ended_logs(reader, directory)
        # The key last but one: until then, the checkpoint here is by the one before.
        write_whole(directory / VKEY, f"{key}\n".encode())
        copy.publish(signed)
    click.echo(_sentence(directory, checkpoint, without_disclosures))


def _followed(
    reader: LogReader, directory: Path, text: str | None, file: Path | None
) -> Followed:
    """Return the open log's key, and the checkpoint here that it has to continue.

    A directory goes on from the key that it was exported under: each hand-over since
    is proved by the ended log's last entry.
    """
    trusted = _key(reader, directory, text, file)
    exported = key_beside(directory) if (directory / VKEY).exists() else trusted
    found = find_log(reader, exported, partial(_seen, directory, exported), follow=True)
    if trusted not in (exported, found.key):
        raise OtherLog(f"{directory} was exported under another key")
    if found.key != exported:
        told = HANDED_OVER.format(before=exported.name, after=found.key)
        click.echo(told, err=True)
    return found


def _key(
    reader: LogReader, directory: Path, text: str | None, file: Path | None
) -> VerifierKey:
    beside = directory / VKEY
    if text is not None or file is not None:
        return chosen_key(text, file)
    if beside.exists():
        return key_beside(directory)
    click.echo(KEY_FROM_SERVER.format(directory=directory), err=True)
    return parse_verifier_key(reader.read(VKEY).decode("utf-8", errors="replace"))


def _seen(
    directory: Path, exported: VerifierKey, key: VerifierKey
) -> Checkpoint | None:
    """Return the checkpoint here, if it is of the log with the key that is asked for.

    The directory was exported under another than that if the log was handed over.
    """
    file = directory / CHECKPOINT
    if key != exported or not file.exists():
        return None
    raw = file.read_bytes()
    # Interrupted at the very end, the directory has the next key and not its log yet.
    if parse_checkpoint(parse_note(raw).text).origin != key.name:
        return None
    return open_checkpoint(raw, key)


@contextmanager
def _entries_bar(size: int) -> Generator[Progress]:
    with progress("entries", size) as advance:
        done = 0

        def on_progress(reached: int, _size: int) -> None:
            nonlocal done
            advance(reached - done)
            done = reached

        yield on_progress


def _sentence(directory: Path, checkpoint: Checkpoint, public: bool) -> str:
    beside = "without disclosures" if public else "with the disclosures you may see"
    return (
        f"{directory} holds the log {checkpoint.origin}: {checkpoint.size} entries, "
        f"root {checkpoint.root.hex()}, {beside}."
    )
