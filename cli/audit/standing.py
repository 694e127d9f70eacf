"""Where an exported log stands, as every document says it."""

from datetime import datetime
from pathlib import Path

import click

from cli.audit.options import chosen_key
from cli.progress import progress
from oversight.documents.document import Standing
from oversight.logged import Fold
from oversight.source import ExportedLog, key_beside
from shared.identity.roles import Role

KEY_BESIDE = (
    "The key was not given, and is believed because it lies beside the log: whoever "
    "made the one up could have made the other up too."
)


def opened_export(
    directory: Path, vkey: str | None, vkey_file: Path | None
) -> ExportedLog:
    """Open an exported log as a regulator reads it; says aloud whose key is believed.

    The disclosures in the directory are those that whoever exported it may see.
    """
    if vkey is None and vkey_file is None:
        click.echo(KEY_BESIDE, err=True)
        key = key_beside(directory)
    else:
        key = chosen_key(vkey, vkey_file)
    return ExportedLog(directory, (Role.REGULATOR,), key)


def standing_of_export(log: ExportedLog) -> Standing:
    """Return the log's checkpoint, and when its last entry was recorded."""
    size = log.checkpoint.size
    until = None
    if size:
        until = datetime.fromisoformat(log.entry(size - 1).event["time"])
    return Standing(log.checkpoint, until, personal=True)


def feed(log: ExportedLog, fold: Fold[object]) -> None:
    """Give a fold every entry of an exported log, and show how far it is."""
    with progress("entries", log.checkpoint.size) as advance:
        for entry in log.entries():
            fold.take(entry)
            advance(1)
