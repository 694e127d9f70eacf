"""The published checkpoint that a trail is read at."""

import asyncio
from pathlib import Path
from typing import Annotated, cast

from fastapi import Query

from services.audit.settings import Settings
from shared.errors import Malformed, NotFound
from shared.tlog.believed import Believed
from shared.tlog.checkpoint import Checkpoint, parse_checkpoint
from shared.tlog.errors import NotServed
from shared.tlog.note import parse_note
from shared.tlog.readers import DirectoryReader
from shared.tlog.reading import CHECKPOINT
from shared.web.current import CurrentService


async def checkpoint_asked_for(
    service: CurrentService, size: Annotated[int | None, Query(ge=0)] = None
) -> Checkpoint:
    """Return the last published checkpoint, or what one said at an earlier `size`."""
    folder = cast("Settings", service.settings).log_directory
    return await asyncio.to_thread(_checkpoint_at, folder, size)


def _checkpoint_at(folder: Path, size: int | None) -> Checkpoint:
    reader = DirectoryReader(folder)
    try:
        # It is our own, and is not verified again.
        published = parse_checkpoint(parse_note(reader.read(CHECKPOINT)).text)
    except NotServed as error:
        raise NotFound("The log has not begun.") from error
    if size is None or size == published.size:
        return published
    if size > published.size:
        raise Malformed(
            f"size: the log has {published.size} entries, and not {size}.", field="size"
        )
    return Checkpoint(
        published.origin, size, Believed(reader, published).earlier(size).root()
    )
