"""Consuming: each capability subscribed once, and the service's own commands."""

import asyncio
from contextlib import suppress
from typing import Any

import structlog
from aiokafka.errors import KafkaError
from faststream.exceptions import FastStreamException
from faststream.kafka import KafkaBroker

from shared.errors import Unavailable
from shared.messaging.broker import create_broker, subscribe
from shared.messaging.commands import CommandInbox
from shared.messaging.topics import ensure_topics
from shared.running import RunningService
from shared.settings import ServiceSettings

COMMANDS = "commands"
RETRY_SECONDS = 1.0
START_SECONDS = 5.0
NO_ANSWER = (KafkaError, OSError, FastStreamException, Unavailable)

log = structlog.get_logger()


def subscribe_all(service: RunningService) -> KafkaBroker:
    """Return the service's broker: one subscriber a capability, one for commands."""
    settings = service.settings
    prefix = f"{settings.topic_prefix}{service.name}"
    broker = create_broker(settings.kafka, f"register-{service.name}")
    subscribers: dict[str, Any] = {
        name: subscribe(
            broker,
            [settings.topic_prefix + topic for topic in inbox.capability.topics],
            f"{prefix}.{name}",
            inbox.on_records,
        )
        for name, inbox in service.inboxes.items()
    }
    commands = CommandInbox(service.executor, service.keys)
    subscribers[COMMANDS] = subscribe(
        broker, [f"{prefix}.commands"], f"{prefix}.commands", commands.on_records
    )
    service.subscribers = subscribers
    return broker


async def consume(broker: KafkaBroker, settings: ServiceSettings) -> None:
    """Run the subscribers until cancelled; while Kafka does not answer, try again.

    Topics come first: a consumer would look for a missing one only minutes later.
    """
    try:
        while True:
            try:
                await ensure_topics(settings.kafka, settings.topic_prefix)
                await _start(broker)
                break
            except NO_ANSWER as error:
                log.warning("kafka does not answer", cause=type(error).__name__)
                await _stop(broker)
                await asyncio.sleep(RETRY_SECONDS)
        await asyncio.Event().wait()
    finally:
        await _stop(broker)


async def _start(broker: KafkaBroker) -> None:
    """Start the subscribers; cut short, they would leave half-open clients behind."""
    starting = asyncio.ensure_future(broker.start())
    try:
        await asyncio.shield(starting)
    except asyncio.CancelledError:
        await asyncio.wait({starting}, timeout=START_SECONDS)
        starting.cancel()
        raise


async def _stop(broker: KafkaBroker) -> None:
    with suppress(*NO_ANSWER):
        await broker.stop()
