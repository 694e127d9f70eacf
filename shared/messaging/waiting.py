"""Waiting messages: tried again when due, and what is missing asked for."""

import asyncio
from collections import defaultdict
from collections.abc import Iterable, Sequence

import structlog

from shared.database import WEATHER
from shared.errors import RegisterError, Unavailable
from shared.eventstore.store import Conflicted, Reading
from shared.messaging.cluster import ClusterWatch
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
    woken = False
    while True:
        try:
            if not woken:
                await inbox.store.wake(inbox.capability.name)
                woken = True
            await try_again(inbox, peers)
        except (RegisterError, Conflicted, *WEATHER) as error:
            log.warning("waiting messages not tried", cause=type(error).__name__)
        await asyncio.sleep(POLL_SECONDS)


async def try_again(inbox: Inbox, peers: Peers) -> None:
    """Take every waiting message that is due; pull what the gaps lack.

    What still waits afterwards is put off longer each time, so that one producer who
    does not answer keeps nobody else's messages waiting.
    """
    due = await inbox.store.waiting(
        inbox.capability.name, inbox.clock.wall(), MOST_AT_ONCE
    )
    if not due:
        return
    gaps = {(m.source, m.stream) for m in due if m.reason == GAP}
    for source, stream in sorted(gaps):
        try:
            await pull(inbox, peers, source.removeprefix("/"), stream)
        except Unavailable as error:
            log.warning("missing events not pulled", cause=error.sentence)
    await inbox.retry(due)


async def pull(inbox: Inbox, peers: Peers, service: str, stream: str) -> None:
    """Ask the producer for what follows our head of the stream, and take it."""
    key = (inbox.capability.name, stream)
    after = -1
    while True:
        async with inbox.store.unit() as unit:
            read = await unit.read(Reading(heads=[key]))
        head = read.heads.get(key, 0)
        if head == after:
            return  # it is held up: what follows would only wait behind it
        after = head
        arrivals = await peers.stream(service, stream, after)
        if not arrivals:
            return
        log.info("missing events pulled", stream=stream, count=len(arrivals))
        await inbox.take(arrivals)


async def compare(inbox: Inbox, peers: Peers, services: Iterable[str]) -> int:
    """Compare our heads with the producers'; pull every missing tail; return how many.

    A tail that is merely on its way gets time to arrive: nothing is pulled as long as
    the inbox still takes one record after the other.
    """
    behind: list[tuple[str, str, int]] = []
    for service in services:
        async for heads in peers.heads(service):
            behind += [(service, *head) for head in await _behind(inbox, heads)]
    if not behind:
        return 0
    handled = -1
    while handled != inbox.handled:
        handled = inbox.handled
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


async def keep_comparing(
    inbox: Inbox, peers: Peers, services: Sequence[str], kafka: ClusterWatch
) -> None:
    """Compare at start, on a new Kafka and hourly; soon again where it failed."""
    while True:
        known, pause = kafka.id, COMPARE_SECONDS
        try:
            await compare(inbox, peers, services)
        except (RegisterError, Conflicted, *WEATHER) as error:
            log.warning("not compared", cause=type(error).__name__)
            pause = SETTLING_SECONDS
        await kafka.another_than(known, within=pause)


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
