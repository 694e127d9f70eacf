"""Senders as processes that are killed, and what is asked of them afterwards."""

import asyncio
import os
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from tests.support.kit_databases import KitDatabase
from tests.support.mail_server import MailServer
from tests.support.stored_service import StoredService

ROOT = Path(__file__).parents[2]
PATIENCE_SECONDS = 120


class Sender:
    """A process that sends from the database to the server."""

    def __init__(self, database: KitDatabase, server: MailServer, data: Path) -> None:
        self._of = (database.service, str(server.port), str(data))

    async def start(
        self, step: str = "", count: int = 0, lanes: int = 1
    ) -> asyncio.subprocess.Process:
        """Start it; it kills itself at a step, if one is named."""
        return await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "tests.support.sending_process",
            *self._of,
            str(lanes),
            step,
            str(count),
            cwd=ROOT,
            stdout=asyncio.subprocess.DEVNULL,
        )


async def until(done: Callable[[], bool]) -> None:
    """Wait until something holds."""
    end = time.monotonic() + PATIENCE_SECONDS
    while not done():
        assert time.monotonic() < end, "It takes too long."
        await asyncio.sleep(0.01)


async def until_all_is_sent(service: StoredService) -> None:
    """Wait until nothing is due any more."""
    end = time.monotonic() + PATIENCE_SECONDS
    while await service.pool.fetchval(
        "SELECT EXISTS (SELECT FROM deliveries WHERE status = 'due')"
    ):
        assert time.monotonic() < end, "It takes too long."
        await asyncio.sleep(0.05)


async def kill(process: asyncio.subprocess.Process) -> None:
    """Kill a process as `kill -9` does."""
    os.kill(process.pid, signal.SIGKILL)
    await process.wait()


async def doubted(service: StoredService) -> Counter[str]:
    """Return the Message-IDs of which a double is on record, and how often."""
    rows = await service.pool.fetch(
        "SELECT stream, count(*) AS times FROM events"
        " WHERE type = 'register.notifications.message-may-have-been-sent-twice.v1'"
        " GROUP BY stream"
    )
    return Counter(
        {
            f"<{row['stream'].removeprefix('message/')}@register.example>": row["times"]
            for row in rows
        }
    )


async def everyone_was_told(
    service: StoredService, server: MailServer, letters: int
) -> None:
    """Nobody is missed, all is recorded, and no double is without its record."""
    assert len({one["To"] for one in server.received}) == letters
    sent = await service.pool.fetchval(
        "SELECT count(*) FROM events"
        " WHERE type = 'register.notifications.message-sent.v1'"
    )
    assert sent == letters
    on_record = await doubted(service)
    for message_id, times in server.times.items():
        assert times <= 1 + on_record[message_id], message_id
