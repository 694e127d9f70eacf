"""Where the log stood: its published checkpoint, or an earlier one of some size."""

import asyncio
from datetime import datetime
from pathlib import Path

import orjson

from oversight.documents.document import Standing
from services.audit.reports.queries import read_entry, read_root
from shared.capability import Database
from shared.errors import Malformed, NotFound
from shared.tlog.checkpoint import Checkpoint, parse_checkpoint
from shared.tlog.errors import NotServed
from shared.tlog.note import parse_note
from shared.tlog.readers import DirectoryReader
from shared.tlog.reading import CHECKPOINT


async def standing_at(
    database: Database, folder: Path, size: int | None, *, personal: bool
) -> Standing:
    """Return where the published log stands, or where it stood at a `size`."""
    published = await asyncio.to_thread(_published, folder)
    checkpoint = await _at_size(database, published, size)
    return Standing(checkpoint, await _last(database, checkpoint.size), personal)


def _published(folder: Path) -> Checkpoint:
    try:
        # It is our own, and is not verified again.
        note = parse_note(DirectoryReader(folder).read(CHECKPOINT))
    except NotServed as error:
        raise NotFound("The log has not begun.") from error
    return parse_checkpoint(note.text)


async def _at_size(
    database: Database, published: Checkpoint, size: int | None
) -> Checkpoint:
    if size is None or size == published.size:
        return published
    root = None if size > published.size else await read_root(database, size)
    if root is None:
        raise Malformed(
            f"size: no checkpoint of {size} entries was published; the last has "
            f"{published.size}.",
            "size",
        )
    return Checkpoint(published.origin, size, root)


async def _last(database: Database, size: int) -> datetime | None:
    if size == 0:
        return None
    raw = await read_entry(database, size - 1)
    return datetime.fromisoformat(orjson.loads(raw)["time"])
