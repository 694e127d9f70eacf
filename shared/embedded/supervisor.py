"""Parts started in order, watched, and stopped in reverse: nothing is left behind."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import Self

from shared.embedded.failures import PartFailed
from shared.embedded.parts import Part
from shared.embedded.ports import require_free


@dataclass(frozen=True)
class Ended:
    """A part ended by itself: its exit status, negative when by a signal."""

    name: str
    exit_code: int


class Supervisor:
    """The parts that run now.

    Used as an async context manager, which stops everything at its end, whatever the
    end was. `start` may be called again for parts that need what earlier ones say.
    """

    def __init__(self) -> None:
        self._stages: list[Sequence[Part]] = []

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.stop()

    async def start(self, *parts: Part) -> None:
        """Start these parts together; return when all are ready.

        Raises `PartFailed` for the first that is not; then, and when cancelled,
        everything started so far, by earlier calls too, has been stopped.
        """
        for part in parts:
            for port in part.ports:
                require_free({part.name: port})
        self._stages.append(parts)
        try:
            async with asyncio.TaskGroup() as group:
                for part in parts:
                    group.create_task(part.start())
        except BaseExceptionGroup as failures:
            await self.stop()
            failed = failures.subgroup(PartFailed)
            if failed is None:
                raise
            raise _first(failed) from None
        except BaseException:
            await self.stop()
            raise

    async def stop(self) -> None:
        """Stop every part, the stages in reverse; the parts of a stage together."""
        while self._stages:
            stage = self._stages[-1]
            await asyncio.gather(*(part.stop() for part in stage))
            self._stages.pop()

    async def watch(self) -> Ended:
        """Return the first part that ends by itself, whenever that is."""
        watchers = {
            asyncio.create_task(part.ended(), name=part.name): part
            for stage in self._stages
            for part in stage
        }
        try:
            done, _ = await asyncio.wait(watchers, return_when="FIRST_COMPLETED")
        finally:
            for watcher in watchers:
                watcher.cancel()
        first = done.pop()
        return Ended(watchers[first].name, first.result())

    async def restart(self, name: str) -> None:
        """Start the part `name` again after it ended; raises `PartFailed`."""
        part = next(p for stage in self._stages for p in stage if p.name == name)
        await part.stop()
        await part.start()


def _first(failures: BaseExceptionGroup[PartFailed]) -> PartFailed:
    failure = failures.exceptions[0]
    return failure if isinstance(failure, PartFailed) else _first(failure)
