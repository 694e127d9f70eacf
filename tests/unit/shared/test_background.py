"""Work in the background."""

import asyncio
from contextlib import AsyncExitStack, suppress

import pytest

from shared import background


async def test_begins_again_whatever_it_did_not_foresee(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(background, "AGAIN_AFTER_SECONDS", 0.0)
    begun = 0
    twice = asyncio.Event()

    async def fail() -> None:
        nonlocal begun
        begun += 1
        if begun == 2:
            twice.set()
        raise LookupError

    async with AsyncExitStack() as stack, asyncio.timeout(5):
        background.start(stack, {"failing": fail})
        await twice.wait()


async def test_ends_although_a_library_swallowed_its_cancellation() -> None:
    began = asyncio.Event()

    async def swallow() -> None:
        while True:
            background.heed_cancellation()
            began.set()
            with suppress(asyncio.CancelledError):
                await asyncio.sleep(0.01)

    async with asyncio.timeout(5):
        async with AsyncExitStack() as stack:
            background.start(stack, {"swallowing": swallow})
            await began.wait()


async def test_begins_again_when_a_cancellation_leaks_that_nobody_asked_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(background, "AGAIN_AFTER_SECONDS", 0.0)
    begun = 0
    twice = asyncio.Event()

    async def leak() -> None:
        nonlocal begun
        begun += 1
        if begun == 2:
            twice.set()
        raise asyncio.CancelledError

    async with AsyncExitStack() as stack, asyncio.timeout(5):
        background.start(stack, {"leaking": leak})
        await twice.wait()
