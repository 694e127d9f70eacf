"""Waiting for a sequencer to say what hinders it."""

import asyncio

from services.audit.log.sequencer import Sequencer


async def until_it_says(sequencer: Sequencer, why: str) -> None:
    """Wait until the sequencer's trouble has these words in it."""
    async with asyncio.timeout(20):
        while why not in (sequencer.trouble or ""):  # noqa: ASYNC110 (it has no event)
            await asyncio.sleep(0.02)
