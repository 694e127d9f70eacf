"""The broker: FastStream, with the one safe way of acknowledging set once, here.

FastStream's default commits before the handler has run and its others commit after a
failure: a record would be lost. NACK_ON_ERROR seeks back. The parser and decoder here
cannot fail, since a record that cannot be read is for the inbox to judge.
"""

import dataclasses
from collections.abc import Awaitable, Callable, Sequence
from typing import Any, TypeAlias

from aiokafka import ConsumerRecord
from faststream import AckPolicy
from faststream.kafka import KafkaBroker
from faststream.kafka.message import KafkaMessage

MAX_RECORDS = 500
BATCH_TIMEOUT_MS = 20
METADATA_MAX_AGE_MS = 10_000
"""How soon a topic that was made anew is found; Kafka's default is five minutes."""

KafkaRecord: TypeAlias = ConsumerRecord[bytes | None, bytes | None]
Handler: TypeAlias = Callable[[Sequence[KafkaRecord]], Awaitable[None]]


def create_broker(bootstrap: str, client_id: str) -> KafkaBroker:
    """Return a broker whose every subscriber seeks back when its handler raises."""
    return KafkaBroker(
        bootstrap,
        client_id=client_id,
        ack_policy=AckPolicy.NACK_ON_ERROR,
        allow_auto_create_topics=False,
        metadata_max_age_ms=METADATA_MAX_AGE_MS,
        apply_types=False,
        parser=_parse,
        decoder=_records,
        graceful_timeout=10.0,
        logger=None,
    )


def subscribe(
    broker: KafkaBroker, topics: Sequence[str], group: str, handler: Handler
) -> Any:  # noqa: ANN401 - FastStream's subscriber
    """Give `handler` batches of whole records of `topics`, as a member of `group`."""
    subscriber = broker.subscriber(
        *topics,
        group_id=group,
        batch=True,
        max_records=MAX_RECORDS,
        batch_timeout_ms=BATCH_TIMEOUT_MS,
        auto_offset_reset="earliest",
        session_timeout_ms=10_000,
        heartbeat_interval_ms=3_000,
    )
    subscriber(handler)
    return subscriber


async def _parse(
    message: tuple[KafkaRecord, ...],
    original: Callable[[Any], Awaitable[KafkaMessage]],
) -> KafkaMessage:
    """Wrap the records without looking into them: FastStream decodes headers."""
    bare = dataclasses.replace(message[0], value=b"", headers=())
    parsed = await original((bare,))
    parsed.raw_message = message
    return parsed


async def _records(message: KafkaMessage) -> Any:  # noqa: ANN401 - FastStream's shape
    return message.raw_message
