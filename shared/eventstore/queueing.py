"""Coalescing: what arrives while a transaction is under way forms the next batch."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from typing import TypeAlias

from shared.eventstore.answers import Request, Result

LARGEST_BATCH = 500

Transact: TypeAlias = Callable[[Sequence[Request]], Awaitable[list[Result]]]
"""Decides requests in one transaction; raises only what the store raised."""


class RequestQueue:
    """Hands requests to `transact` in batches, in the order in which they came."""

    def __init__(self, transact: Transact) -> None:
        self._transact = transact
        self._queue: list[tuple[Sequence[Request], asyncio.Future[list[Result]]]] = []
        self._worker: asyncio.Task[None] | None = None

    async def outcomes(self, requests: Sequence[Request]) -> list[Result]:
        """Return for each request its answer, or what pure code raised on it.

        Raises only what the store raised: then nothing of it happened.
        """
        future: asyncio.Future[list[Result]] = (
            asyncio.get_running_loop().create_future()
        )
        self._queue.append((requests, future))
        if self._worker is None or self._worker.done():
            self._worker = asyncio.create_task(self._work())
        return await future

    async def close(self) -> None:
        """Wait for what is under way."""
        if self._worker is not None:
            with suppress(asyncio.CancelledError):
                await self._worker

    async def _work(self) -> None:
        while self._queue:
            waiting, size = 0, 0
            for requests, _ in self._queue:
                if waiting and size + len(requests) > LARGEST_BATCH:
                    break
                waiting, size = waiting + 1, size + len(requests)
            batch, self._queue = self._queue[:waiting], self._queue[waiting:]
            await self._settle(batch)

    async def _settle(
        self, batch: list[tuple[Sequence[Request], asyncio.Future[list[Result]]]]
    ) -> None:
        """Give each caller its results; a batch that fails is tried one by one."""
        try:
            results = await self._transact(
                [r for requests, _ in batch for r in requests]
            )
        except Exception as error:  # noqa: BLE001 - each caller gets what went wrong
            if len(batch) > 1:
                for single in batch:
                    await self._settle([single])
            elif not batch[0][1].done():
                batch[0][1].set_exception(error)
            return
        at = 0
        for requests, future in batch:
            if not future.done():
                future.set_result(results[at : at + len(requests)])
            at += len(requests)
