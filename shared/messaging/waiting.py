"""Waiting messages: tried again when due, and what is missing asked for."""

import asyncio
from collections import defaultdict
from collections.abc import Iterable, Sequence

import asyncpg
import structlog

from shared.errors import RegisterError, Unavailable
from shared.eventstore.store import Conflicted, Reading
from shared.messaging.hearing import GAP
from shared.messaging.inbox import Inbox
from shared.messaging.peers import Peers

POLL_SECONDS = 0.5
COMPARE_SECONDS = 3600.0
SETTLING_SECONDS = 2.0
MOST_AT_ONCE = 500

log = structlog.get_logger()


async def keep_trying(inbox: Inbox, peers: Peers) -> None:
    """Try due messages again and fill gaps, until cancelled.

    At start everything is due once: a new version of us may know what it did not.
    """
    everything = True
    while True:
        try:
            await try_again(inbox, peers, everything=everything)
            everything = False
        except (RegisterError, Conflicted, OSError, asyncpg.PostgresError) as error:
            log.warning("waiting messages not tried", cause=type(error).__name__)
        except asyncpg.InterfaceError as error:
            log.warning("waiting messages not tried", cause=type(error).__name__)
        await asyncio.sleep(POLL_SECONDS)


async def try_again(inbox: Inbox, peers: Peers, *, everything: bool = False) -> None:
    """Take every waiting message that is due; pull what the gaps lack."""
    due = await inbox.store.waiting(
        inbox.capability.name, None if everything else inbox.clock.wall(), MOST_AT_ONCE
    )
    if not due:
        return
    gaps = [message for message in due if message.reason == GAP]
    others = [message for message in due if message.reason != GAP]
    if others:
        await inbox.retry(others)
    for stream, source in sorted(
        {(message.stream, message.source) for message in gaps}
    ):
        await pull(inbox, peers, source.removeprefix("/"), stream)


async def pull(inbox: Inbox, peers: Peers, service: str, stream: str) -> None:
    """Ask the producer for what follows our head of the stream, and take it."""
    key = (inbox.capability.name, stream)
    async with inbox.store.unit() as unit:
        read = await unit.read(Reading(heads=[key]))
    arrivals = await peers.stream(service, stream, read.heads.get(key, 0))
    if arrivals:
        log.info("missing events pulled", stream=stream, count=len(arrivals))
        await inbox.take(arrivals)


async def compare(inbox: Inbox, peers: Peers, services: Iterable[str]) -> int:
    """Compare our heads with the producers'; pull every missing tail; return how many.

    A tail that is merely on its way gets two seconds to arrive.
    """
    behind: list[tuple[str, str, int]] = []
    for service in services:
        async for heads in peers.heads(service):
            behind += [(service, *head) for head in await _behind(inbox, heads)]
    if not behind:
        return 0
    await asyncio.sleep(SETTLING_SECONDS)
    by_service: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for service, stream, version in behind:
        by_service[service].append((stream, version))
    pulled = 0
    for service, heads in by_service.items():
        for stream, _ in await _behind(inbox, heads):
            await pull(inbox, peers, service, stream)
            pulled += 1
    return pulled


async def keep_comparing(inbox: Inbox, peers: Peers, services: Sequence[str]) -> None:
    """Compare at start and hourly, until cancelled; soon again where it failed."""
    while True:
        try:
            await compare(inbox, peers, services)
            pause = COMPARE_SECONDS
        except (Unavailable, Conflicted, OSError, asyncpg.PostgresError):
            pause = SETTLING_SECONDS
        await asyncio.sleep(pause)


async def _behind(
    inbox: Inbox, heads: Sequence[tuple[str, int]]
) -> list[tuple[str, int]]:
    name = inbox.capability.name
    async with inbox.store.unit() as unit:
        read = await unit.read(Reading(heads=[(name, stream) for stream, _ in heads]))
    return [
        (stream, version)
        for stream, version in heads
        if version > read.heads.get((name, stream), 0)
    ]
