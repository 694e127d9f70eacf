"""Going on and ending in good order: no cancellation is lost, nor leaves a mess."""

import asyncio
from collections.abc import Callable, Coroutine
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any, TypeVar

T = TypeVar("T")


@dataclass
class _Ending:
    """Whether the work was asked to end."""

    asked: bool = False


_ENDING: ContextVar[_Ending | None] = ContextVar("ending", default=None)


def going_on() -> bool:
    """Tell whether nobody has asked the work that this belongs to to end.

    Libraries underneath now and then swallow a cancellation (`asyncio.wait_for` does
    before Python 3.12 when it comes together with a result), so loops ask again. A
    task's own count of cancellations does not tell: libraries that cancel for a
    timeout leave it raised.
    """
    ending = _ENDING.get()
    return ending is None or not ending.asked


async def until_cancelled(work: Callable[[], Coroutine[Any, Any, None]]) -> None:
    """Do the work in a task of its own; a cancellation waits until it has ended."""
    ending = _Ending()
    _ENDING.set(ending)
    task = asyncio.create_task(work())
    try:
        await asyncio.shield(task)
    except asyncio.CancelledError:
        ending.asked = True
        task.cancel()
        await asyncio.wait([task])
        raise


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
