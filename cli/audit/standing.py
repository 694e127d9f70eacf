"""Where an exported log stands, as every document says it."""

from datetime import datetime

from cli.progress import progress
from oversight.documents.document import Standing
from oversight.logged import Fold
from oversight.source import ExportedLog


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
