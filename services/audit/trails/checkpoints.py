"""The published checkpoint that a trail is read at."""

import asyncio
from typing import Annotated, cast

from fastapi import Query

from services.audit.published import published_checkpoint
from services.audit.settings import Settings
from shared.tlog.checkpoint import Checkpoint
from shared.web.current import CurrentService


async def checkpoint_asked_for(
    service: CurrentService, size: Annotated[int | None, Query(ge=0)] = None
) -> Checkpoint:
    """Return the last published checkpoint, or what one said at an earlier `size`."""
    folder = cast("Settings", service.settings).log_directory
    return await asyncio.to_thread(published_checkpoint, folder, size)
