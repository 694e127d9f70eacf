"""Where the log stood: its published checkpoint, or the log at an earlier size."""

import asyncio
from datetime import datetime
from pathlib import Path

import orjson

from oversight.documents.document import Standing
from services.audit.believing import Reader
from services.audit.published import published_checkpoint
from services.audit.reports.queries import read_entry
from shared.capability import Database


async def standing_at(
    database: Database,
    folder: Path,
    size: int | None,
    reader: Reader,
    *,
    personal: bool,
) -> Standing:
    """Return where the published log stands, or where it stood at a `size`."""
    checkpoint = await asyncio.to_thread(published_checkpoint, folder, size)
    return Standing(
        checkpoint, await _last(database, checkpoint.size, reader), personal
    )


async def _last(database: Database, size: int, reader: Reader) -> datetime | None:
    if size == 0:
        return None
    raw = await read_entry(database, size - 1, reader)
    return datetime.fromisoformat(orjson.loads(raw)["time"])
