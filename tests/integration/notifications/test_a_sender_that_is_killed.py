"""A sender that is killed: nobody is missed, and what may be double is on record."""

import os
import signal
from collections.abc import Generator
from pathlib import Path

import pytest

from services.notifications.messages.subscribers import MESSAGES
from shared.contracts.applications import ApplicationReturned
from tests.support.killed_senders import (
    Sender,
    doubted,
    everyone_was_told,
    kill,
    until,
    until_all_is_sent,
)
from tests.support.kit_databases import KitDatabase
from tests.support.mail_server import MailServer, mail_server
from tests.support.stored_service import StoredService, numbered

pytestmark = [pytest.mark.integration, pytest.mark.timeout(300)]

STEPS = (
    "before it is begun",
    "after it is begun",
    "before it is recorded",
    "after it is recorded",
)


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


@pytest.fixture
def sender(
    notifications_database: KitDatabase, server: MailServer, tmp_path: Path
) -> Sender:
    """A sender, not yet started."""
    return Sender(notifications_database, server, tmp_path)


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
