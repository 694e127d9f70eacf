"""Consuming: each capability subscribed once, and the service's own commands."""

import asyncio
from contextlib import suppress
from typing import Any

import structlog
from aiokafka.errors import KafkaError
from faststream.exceptions import FastStreamException
from faststream.kafka import KafkaBroker

from shared.background import heed_cancellation, see_through
from shared.errors import Unavailable
from shared.messaging.broker import create_broker, subscribe
from shared.messaging.commands import CommandInbox
from shared.messaging.topics import ensure_topics
from shared.running import RunningService

COMMANDS = "commands"
RETRY_SECONDS = 1.0
LOOK_SECONDS = 5.0
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
    service.failing = {
        **{name: inbox.failing for name, inbox in service.inboxes.items()},
        COMMANDS: commands.failing,
    }
    return broker


async def consume(broker: KafkaBroker, service: RunningService) -> None:
    """Run the subscribers until cancelled; while Kafka does not answer, try again.

    Topics come first: a consumer would look for a missing one only minutes later. A
    subscriber that is behind and does not move is stuck (aiokafka issue 1154), or its
    task has ended: they are all started again.
    """
    settings = service.settings
    try:
        while True:
            try:
                await ensure_topics(settings.kafka, settings.topic_prefix)
                await see_through(broker.start())
                heed_cancellation()
                await _watch(service)
            except NO_ANSWER as error:
                log.warning("kafka does not answer", cause=type(error).__name__)
                await _stop(broker)
                await asyncio.sleep(RETRY_SECONDS)
    finally:
        await _stop(broker)


async def _watch(service: RunningService) -> None:
    """Raise `Unavailable` when a subscriber that has moved before is stuck."""
    for name in service.subscribers:
        if service.progress.has_seen(name):
            service.progress.begin_again(name, service.clock.wall())
    while True:
        await asyncio.sleep(LOOK_SECONDS)
        for name in service.subscribers:
            stuck = service.progress.complaint(name, service.clock.wall())
            if stuck is not None and service.progress.has_seen(name):
                log.error("subscribers are started again", why=stuck)
                raise Unavailable(stuck)


async def _stop(broker: KafkaBroker) -> None:
    with suppress(*NO_ANSWER):
        await broker.stop()
