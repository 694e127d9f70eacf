"""A sender that is killed: nobody is missed, and what may be double is on record."""

import asyncio
import os
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable, Generator
from pathlib import Path

import pytest

from services.notifications.messages.subscribers import MESSAGES
from shared.contracts.applications import ApplicationReturned
from tests.support.kit_databases import KitDatabase
from tests.support.mail_server import MailServer, mail_server
from tests.support.stored_service import StoredService, numbered

pytestmark = [pytest.mark.integration, pytest.mark.timeout(300)]

ROOT = Path(__file__).parents[3]
STEPS = (
    "before it is begun",
    "after it is begun",
    "before it is recorded",
    "after it is recorded",
)
PATIENCE_SECONDS = 120

Killed = Callable[..., "asyncio.subprocess.Process"]


@pytest.fixture
def server() -> Generator[MailServer]:
    """A mail server that takes everything."""
    with mail_server() as running:
        yield running


async def owe(service: StoredService, letters: int) -> None:
    """Owe so many people a letter each, at some twenty hosts."""
    for first in range(0, letters, 500):
        events = [
            (
                f"application/{numbered(number)}",
                ApplicationReturned.model_validate(
                    {
                        "application_id": numbered(number),
                        "faults": ["no-indemnity"],
                        "person_id": numbered(1_000_000 + number),
                        "given_names": "Zoë",
                        "email": f"zoe-{number}@host-{number % 20}.example",
                    }
                ),
            )
            for number in range(first, min(first + 500, letters))
        ]
        await service.hears(MESSAGES, *events)


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


@pytest.fixture
def sender(
    notifications_database: KitDatabase, server: MailServer, tmp_path: Path
) -> Sender:
    """A sender, not yet started."""
    return Sender(notifications_database, server, tmp_path)


async def until(done: Callable[[], bool]) -> None:
    """Wait until something holds."""
    end = time.monotonic() + PATIENCE_SECONDS
    while not done():
        assert time.monotonic() < end, "It takes too long."
        await asyncio.sleep(0.01)


async def until_all_is_sent(service: StoredService) -> None:
    end = time.monotonic() + PATIENCE_SECONDS
    while await service.pool.fetchval(
        "SELECT EXISTS (SELECT FROM deliveries WHERE status = 'due')"
    ):
        assert time.monotonic() < end, "It takes too long."
        await asyncio.sleep(0.05)


async def kill(process: asyncio.subprocess.Process) -> None:
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


@pytest.mark.parametrize("step", STEPS)
async def test_misses_nobody_at_any_step(
    notifications: StoredService, server: MailServer, sender: Sender, step: str
) -> None:
    await owe(notifications, 8)
    dying = await sender.start(step, count=4)
    assert await dying.wait() == -signal.SIGKILL
    again = await sender.start()
    await until_all_is_sent(notifications)
    await kill(again)
    await everyone_was_told(notifications, server, 8)
    in_doubt = step in {"after it is begun", "before it is recorded"}
    assert (await doubted(notifications)).total() == int(in_doubt)
    doubled = sum(times - 1 for times in server.times.values())
    assert doubled == int(step == "before it is recorded")


async def test_records_a_doubt_where_it_dies_before_the_server_s_answer(
    notifications: StoredService, server: MailServer, sender: Sender
) -> None:
    await owe(notifications, 4)
    dying = await sender.start()
    server.on_content = lambda: os.kill(dying.pid, signal.SIGKILL)
    await dying.wait()
    server.on_content = None
    again = await sender.start()
    await until_all_is_sent(notifications)
    await kill(again)
    await everyone_was_told(notifications, server, 4)
    assert (await doubted(notifications)).total() == 1
    assert len(server.received) == 5


async def test_misses_nobody_of_a_thousand_however_often_it_is_killed(
    notifications: StoredService, server: MailServer, sender: Sender
) -> None:
    letters, lanes, kills = 1_000, 4, (100, 350, 700)
    await owe(notifications, letters)
    for received in kills:
        process = await sender.start(lanes=lanes)
        await until(lambda at=received: len(server.received) >= at)
        await kill(process)
    process = await sender.start(lanes=lanes)
    await until_all_is_sent(notifications)
    await kill(process)
    await everyone_was_told(notifications, server, letters)
    assert (await doubted(notifications)).total() <= lanes * len(kills)


async def test_leaves_no_work_to_a_second_one_while_it_lives(
    notifications: StoredService, server: MailServer, sender: Sender
) -> None:
    await owe(notifications, 40)
    both = [await sender.start(lanes=4) for _ in range(2)]
    await until_all_is_sent(notifications)
    for process in both:
        await kill(process)
    await everyone_was_told(notifications, server, 40)
    assert len(server.received) == 40
