"""Background work: begun with the service, begun again when it fails, ended with it."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from contextlib import AsyncExitStack
from typing import Any, TypeVar

import structlog

T = TypeVar("T")
Work = Callable[[], Awaitable[object]]

AGAIN_AFTER_SECONDS = 1.0
FINISH_SECONDS = 5.0

log = structlog.get_logger()


def start(stack: AsyncExitStack, works: Mapping[str, Work]) -> None:
    """Run each work in the background, cancelled and awaited when the stack closes."""
    tasks = [asyncio.create_task(_persist(name, work)) for name, work in works.items()]

    async def end() -> None:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    stack.push_async_callback(end)


def is_cancelled() -> bool:
    """Tell whether somebody cancels the current task.

    A `CancelledError` alone does not tell: aiokafka cancels futures of its own when a
    connection dies, and whoever awaits one ends like a cancelled task, in silence.
    """
    task = asyncio.current_task()
    return task is None or bool(task.cancelling())


def heed_cancellation() -> None:
    """Raise `CancelledError` where the current task was cancelled and did not notice.

    aiokafka awaits tasks that it has cancelled itself when it closes, and takes our
    cancellation for theirs: without this a loop would go on for ever.
    """
    task = asyncio.current_task()
    if task is not None and task.cancelling():
        raise asyncio.CancelledError


async def see_through(work: Coroutine[Any, Any, T]) -> T:
    """Await `work`, and let it finish when cancelled meanwhile, for some seconds.

    A client of Kafka that is cut short while it starts leaves connections open.
    """
    task = asyncio.ensure_future(work)
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        done, _ = await asyncio.wait({task}, timeout=FINISH_SECONDS)
        if done and not task.cancelled():
            task.exception()  # seen, so that nobody reports it as never retrieved
        task.cancel()
        raise


async def _persist(name: str, work: Work) -> None:
    """Run `work` for ever: whatever it did not foresee is logged, and it begins again.

    A dead relay or sequencer would otherwise go unnoticed in a process that lives.
    """
    while True:
        heed_cancellation()
        try:
            await work()
        except (Exception, asyncio.CancelledError):
            if is_cancelled():
                raise
            log.exception("background work begins again", work=name)
        await asyncio.sleep(AGAIN_AFTER_SECONDS)
