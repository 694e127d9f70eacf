"""Going on and ending in good order: no cancellation is lost, nor leaves a mess."""

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

T = TypeVar("T")


def going_on() -> bool:
    """Tell whether nobody has asked the current task to end.

    Libraries underneath now and then swallow a cancellation (`asyncio.wait_for` does
    before Python 3.12 when it comes together with a result), so loops ask again.
    """
    task = asyncio.current_task()
    return task is None or not task.cancelling()


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
