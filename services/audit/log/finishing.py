"""Work that is not left half done when its task is cancelled."""

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

T = TypeVar("T")


async def finished(
    work: Coroutine[Any, Any, T],
    patience: float | None = None,
) -> T:
    """Return what the work returns; a cancellation waits for its end.

    So no connection is left half open, and no thread writes on when the files are
    another's. With `patience` (seconds) it is cancelled after that time all the same.
    """
    task = asyncio.ensure_future(work)
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        await asyncio.wait([task], timeout=patience)
        if not task.done():
            task.cancel()
        elif not task.cancelled():
            # Its error, if any, comes too late for anybody.
            task.exception()
        raise
