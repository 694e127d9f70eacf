"""Every record in Kafka, and every entry of the log, as bytes."""

# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# aiokafka is typed in part only.

from collections.abc import Iterator
from typing import Any, cast

import httpx
from aiokafka import AIOKafkaConsumer, TopicPartition

from shared.messaging.topics import topic_names
from shared.tlog.bundles import decode_bundle

FULL = 256


async def every_record(bootstrap: str, prefix: str = "") -> list[Any]:
    """Return every record of every topic, from the beginning to the present end."""
    consumer = AIOKafkaConsumer(
        *topic_names(prefix), bootstrap_servers=bootstrap, enable_auto_commit=False
    )
    await consumer.start()
    try:
        places = sorted(consumer.assignment())
        await consumer.seek_to_beginning(*places)
        ends = cast("dict[TopicPartition, int]", await consumer.end_offsets(places))
        records: list[Any] = []
        while any([await consumer.position(at) < ends[at] for at in places]):
            batches = await consumer.getmany(timeout_ms=500)
            for batch in batches.values():
                records.extend(cast("list[Any]", batch))
        return records
    finally:
        await consumer.stop()


def every_entry(log_url: str) -> Iterator[bytes]:
    """Yield the log's entries in order, as anybody may read them."""
    with httpx.Client(base_url=log_url, timeout=30, trust_env=False) as client:
        size = int(client.get("/checkpoint").text.split("\n")[1])
        for first in range(0, size, FULL):
            width = min(FULL, size - first)
            number = _number(first // FULL)
            suffix = "" if width == FULL else f".p/{width}"
            answer = client.get(f"/tile/entries/{number}{suffix}")
            answer.raise_for_status()
            yield from decode_bundle(answer.content, width)


def _number(index: int) -> str:
    """Return the path of a tile's number (C2SP tlog-tiles)."""
    groups = [f"{index % 1000:03d}"]
    while index := index // 1000:
        groups.insert(0, f"x{index % 1000:03d}")
    return "/".join(groups)
