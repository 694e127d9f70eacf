"""Work that Ctrl-C and SIGTERM end in order."""

import asyncio
import signal
from collections.abc import Coroutine
from typing import Any

import click

from cli.failures import Failed
from shared.embedded.failures import PartFailed


def run_until_stopped(work: Coroutine[Any, Any, None]) -> bool:
    """Run until it ends or SIGINT or SIGTERM comes; return whether it was stopped.

    Everything in it is ended in order either way. Raises `Failed` for a `PartFailed`.
    """
    try:
        return asyncio.run(_guarded(work))
    except PartFailed as failure:
        raise Failed(f"{failure}. Nothing is left running.") from failure


async def _guarded(work: Coroutine[Any, Any, None]) -> bool:
    loop = asyncio.get_running_loop()
    task = loop.create_task(work)
    stopped = False

    def stop() -> None:
        nonlocal stopped
        if not stopped:
            # A second Ctrl-C changes nothing: what runs is being ended in order.
            stopped = True
            click.echo("Stopping everything in order …")
            task.cancel()

    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop)
    try:
        await task
    except asyncio.CancelledError:
        if not stopped:
            raise
    if stopped:
        click.echo("Everything is stopped.")
    return stopped
