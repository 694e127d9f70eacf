"""Parts that end by themselves are started again, with a word and a pause."""

import asyncio
import signal
from collections.abc import Callable, Sequence

from shared.embedded.failures import PartFailed
from shared.embedded.parts import Part
from shared.embedded.supervisor import Supervisor

FIRST_PAUSE = 0.2
LONGEST_PAUSE = 10.0
TRIES = 5
CALM = 60.0
"""After this many quiet seconds an end counts as the first again."""


async def keep_running(
    supervisor: Supervisor, parts: Sequence[Part], say: Callable[[str], None]
) -> None:
    """Start each part again whenever it ends; never returns.

    Raises `PartFailed` when a part has ended or failed to start `TRIES` times with no
    calm between.
    """
    try:
        async with asyncio.TaskGroup() as group:
            for part in parts:
                group.create_task(_keep(supervisor, part, say))
    except BaseExceptionGroup as failures:
        failed = failures.subgroup(PartFailed)
        if failed is None:
            raise
        raise first_failure(failed) from None


def first_failure(failures: BaseExceptionGroup[PartFailed]) -> PartFailed:
    """Return the first of several parts' failures."""
    failure = failures.exceptions[0]
    return failure if isinstance(failure, PartFailed) else first_failure(failure)


async def _keep(supervisor: Supervisor, part: Part, say: Callable[[str], None]) -> None:
    loop = asyncio.get_running_loop()
    tries = 0
    while True:
        since = loop.time()
        status = await part.ended()
        tries = 1 if loop.time() - since > CALM else tries + 1
        how = in_words(status)
        if tries > TRIES:
            raise PartFailed(part.name, f"it {how} again and again")
        say(f"{part.name} {how}; it is started again.")
        await asyncio.sleep(min(FIRST_PAUSE * 4 ** (tries - 1), LONGEST_PAUSE))
        try:
            await supervisor.restart(part.name)
        except PartFailed as failure:
            say(f"{failure}")
        else:
            say(f"{part.name} is back.")


def in_words(status: int) -> str:
    """Return how a process ended, by its exit status (negative: a signal)."""
    if status >= 0:
        return f"ended with status {status}"
    try:
        return f"was ended by {signal.Signals(-status).name}"
    except ValueError:
        return f"was ended by signal {-status}"
