"""A cohort whose queueing is killed, and then its sending: nobody is missed."""

import asyncio
import secrets
import sys
import time
from pathlib import Path

import pytest

from shared.messaging.headers import event_headers
from shared.messaging.topics import ensure_topics
from tests.support.cohort import cohort
from tests.support.kafka_topics import producing
from tests.support.killed_senders import (
    ROOT,
    Sender,
    everyone_was_told,
    kill,
    until,
    until_all_is_sent,
)
from tests.support.kit_databases import KitDatabase
from tests.support.mail_server import mail_server
from tests.support.stored_service import StoredService

pytestmark = [pytest.mark.integration, pytest.mark.timeout(400)]

COHORT = 2_000
PATIENCE_SECONDS = 150
QUEUED = "SELECT count(*) FROM deliveries"
ASKED = """
SELECT count(*) AS events, count(DISTINCT stream) AS streams
FROM events
WHERE type = 'register.notifications.message-requested.v1'
"""


async def ask(kafka: str, prefix: str) -> None:
    """Have a service ask for a notice to each, as renewal does."""
    await ensure_topics(kafka, prefix)
    async with producing(kafka) as producer:
        for event in cohort(COHORT):
            envelope = event.envelope
            await producer.send(  # pyright: ignore[reportUnknownMemberType]
                prefix + event.topic,
                value=event.entry,
                key=envelope.subject.encode(),
                headers=event_headers(
                    envelope.type,
                    envelope.id,
                    envelope.subject,
                    envelope.sequence,
                    "~".join(event.disclosures),
                    None,
                ),
            )
        await producer.flush()


async def queueing(
    database: KitDatabase, kafka: str, prefix: str
) -> asyncio.subprocess.Process:
    """Start what queues, as a process of its own."""
    return await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "tests.support.queueing_process",
        database.service,
        kafka,
        prefix,
        cwd=ROOT,
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.DEVNULL,
    )


async def queued(service: StoredService, least: int) -> int:
    """Wait until so many are queued; return how many are."""
    end = time.monotonic() + PATIENCE_SECONDS
    while (found := await service.pool.fetchval(QUEUED)) < least:
        assert time.monotonic() < end, f"It takes too long: {found}."
        await asyncio.sleep(0.005)
    return int(found)


async def test_misses_nobody_and_tells_nobody_twice(
    notifications: StoredService,
    notifications_database: KitDatabase,
    kafka_bootstrap: str,
    tmp_path: Path,
) -> None:
    prefix = f"cohort-{secrets.token_hex(4)}-"
    await ask(kafka_bootstrap, prefix)
    dying = await queueing(notifications_database, kafka_bootstrap, prefix)
    half_way = await queued(notifications, 1)
    await kill(dying)
    assert half_way < COHORT
    again = await queueing(notifications_database, kafka_bootstrap, prefix)
    try:
        await queued(notifications, COHORT)
    finally:
        await kill(again)
    asked = await notifications.pool.fetchrow(ASKED)
    assert asked is not None
    assert (asked["events"], asked["streams"]) == (COHORT, COHORT)
    with mail_server() as server:
        sender = Sender(notifications_database, server, tmp_path)
        process = await sender.start(lanes=4)
        await until(lambda: len(server.received) >= COHORT // 2)
        await kill(process)
        process = await sender.start(lanes=4)
        await until_all_is_sent(notifications)
        await kill(process)
        await everyone_was_told(notifications, server, COHORT)
