"""The feed, one batch ahead of the log."""

import asyncio
from collections.abc import Mapping, Sequence
from typing import cast

import pytest
from aiokafka import TopicPartition
from aiokafka.errors import KafkaConnectionError

from services.audit.log.consumer import Consumer
from services.audit.log.entry import Arrival
from services.audit.log.feed import Feed, Fetched
from shared.contracts.envelope import encode
from tests.support.audit_log import event, record

PLACE = TopicPartition("assessment.events", 0)


class Script:
    """A consumer that gives what was written down for it, and then nothing."""

    def __init__(self, *batches: Sequence[Arrival] | Exception) -> None:
        self.batches = list(batches)
        self.asked = 0

    async def getmany(
        self, *, timeout_ms: int, max_records: int
    ) -> Mapping[TopicPartition, Sequence[Arrival]]:
        """Return the next batch; wait for ever where there is none."""
        del timeout_ms, max_records
        self.asked += 1
        if not self.batches:
            await asyncio.Event().wait()
        batch = self.batches.pop(0)
        if isinstance(batch, Exception):
            raise batch
        return {PLACE: batch}


def arrivals(first: int, number: int) -> list[Arrival]:
    """Return so many versions of one stream, from this one on."""
    return [
        record(encode(event("assessment/a", version)), offset=version)
        for version in range(first, first + number)
    ]


def feed_of(script: Script) -> Feed:
    return Feed(cast("Consumer", script), "cluster")


def offsets(fetched: Fetched) -> list[int]:
    return [arrival.offset for arrival, _ in fetched.readings]


async def test_gives_every_record_once_and_in_order() -> None:
    feed = feed_of(Script(arrivals(1, 120), arrivals(121, 3), arrivals(124, 1), []))
    fetched = [await feed.next_batch() for _ in range(3)]
    await feed.close()
    assert [at for one in fetched for at in offsets(one)] == list(range(1, 125))


async def test_says_where_its_partitions_go_on_after_that_batch_alone() -> None:
    feed = feed_of(Script(arrivals(1, 2), arrivals(3, 2)))
    first = await feed.next_batch()
    await asyncio.sleep(0.01)  # the second is fetched by now
    await feed.close()
    assert list(first.offsets.values()) == [3]


async def test_fetches_the_next_while_the_log_takes_one_in() -> None:
    script = Script(arrivals(1, 1), arrivals(2, 1))
    feed = feed_of(script)
    await feed.next_batch()
    await asyncio.sleep(0)
    assert script.asked == 2
    await feed.close()


async def test_tells_of_a_failure_where_its_batch_would_have_been() -> None:
    feed = feed_of(Script(arrivals(1, 1), KafkaConnectionError()))
    assert offsets(await feed.next_batch()) == [1]
    with pytest.raises(KafkaConnectionError):
        await feed.next_batch()
    await feed.close()


async def test_lets_go_of_what_it_waits_for_when_it_is_closed() -> None:
    feed = feed_of(Script(arrivals(1, 1)))
    await feed.next_batch()
    await asyncio.sleep(0)
    async with asyncio.timeout(1):
        await feed.close()
