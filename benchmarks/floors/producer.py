"""The floor of the relay: a bare aiokafka producer sending the same records."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.floors.kafka import Headers, Producer, producing
from benchmarks.measuring import Stopwatch
from shared.eventstore.store import NewEvent
from shared.messaging.headers import event_headers
from shared.messaging.relay import BATCH


@dataclass(frozen=True, slots=True)
class KafkaRecord:
    """A record as the relay would send it."""

    topic: str
    key: bytes
    value: bytes
    headers: Headers


def kafka_record(event: NewEvent, prefix: str) -> KafkaRecord:
    """Return the event's record."""
    envelope = event.envelope
    return KafkaRecord(
        topic=prefix + event.topic,
        key=envelope.subject.encode(),
        value=event.entry,
        headers=event_headers(
            envelope.type,
            envelope.id,
            envelope.subject,
            envelope.sequence,
            "~".join(event.disclosures),
            None,
        ),
    )


async def send_all(bootstrap: str, records: Sequence[KafkaRecord]) -> float:
    """Send the records, awaiting every acknowledgement as often as the relay does."""
    async with producing(bootstrap) as producer:
        # As with the relay, the first batch pays for connecting and is not counted.
        await _send(producer, records[:BATCH])
        stopwatch = Stopwatch()
        for at in range(BATCH, len(records), BATCH):
            await _send(producer, records[at : at + BATCH])
        return stopwatch.rate(len(records) - BATCH)


async def _send(producer: Producer, records: Sequence[KafkaRecord]) -> None:
    await asyncio.gather(
        *[
            await producer.send(it.topic, it.value, it.key, headers=it.headers)
            for it in records
        ]
    )
