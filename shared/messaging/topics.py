"""The topics: their names, and how they are made; partition counts never change."""

import asyncio
from collections.abc import AsyncGenerator, Collection, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Any, cast

from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from aiokafka.errors import KafkaError, TopicAlreadyExistsError

from shared.background import heed_cancellation, see_through
from shared.contracts.speakers import SERVICES
from shared.errors import Unavailable

KINDS = ("events", "commands", "refusals", "views")
PARTITIONS = {"events": 6, "commands": 6, "refusals": 2, "views": 2}
MOST_REPLICAS = 3
DAY_MS = 24 * 60 * 60 * 1000
REQUEST_TIMEOUT_MS = 10_000
"""A broker that went down in the middle of a request is not waited for longer."""

SETTINGS = {
    # Kafka forgets, so that an erased person is forgotten here too (design: Events).
    "retention.ms": str(3 * DAY_MS),
    "segment.ms": str(DAY_MS),
}
COMMAND_SETTINGS = {
    **SETTINGS,
    # A command's signature is judged at the broker's append time, not the sender's.
    "message.timestamp.type": "LogAppendTime",
}
SAFE = {"min.insync.replicas": "2"}


def topic_names(prefix: str, kinds: Iterable[str] = KINDS) -> list[str]:
    """Return every topic of every service of these kinds, with the prefix."""
    return [f"{prefix}{service}.{kind}" for service in SERVICES for kind in kinds]


async def ensure_topics(bootstrap: str, prefix: str = "") -> None:
    """Make the topics that are not there yet; raises `Unavailable` where it cannot.

    Each is kept by three brokers, or by as many as there are.
    """
    try:
        async with _admin(bootstrap) as admin:
            there = set(await admin.list_topics())
            absent = [name for name in topic_names(prefix) if name not in there]
            cluster = await admin.describe_cluster()
            if not absent:
                return
            if cluster["controller_id"] not in {
                b["node_id"] for b in cluster["brokers"]
            }:
                # Only the demonstration's stand-in: it makes what is asked for.
                await admin.describe_topics(absent)
                return
            brokers = len(cluster["brokers"])
            await _create(admin, [_topic(name, brokers) for name in absent])
    except KafkaError as error:
        raise Unavailable(f"Kafka at {bootstrap} could not make the topics.") from error


def _topic(name: str, brokers: int) -> NewTopic:
    kind = name.rpartition(".")[2]
    settings = COMMAND_SETTINGS if kind == "commands" else SETTINGS
    replicas = min(brokers, MOST_REPLICAS)
    return NewTopic(
        name,
        PARTITIONS[kind],
        replicas,
        topic_configs={**settings, **(SAFE if replicas == MOST_REPLICAS else {})},
    )


async def _create(admin: AIOKafkaAdminClient, missing: list[NewTopic]) -> None:
    try:
        response: Any = await admin.create_topics(missing)
    except TopicAlreadyExistsError:
        return
    for topic, code, *_ in cast("Sequence[tuple[str, int]]", response.topic_errors):
        if code not in (0, TopicAlreadyExistsError.errno):
            raise Unavailable(f"Kafka could not make the topic {topic} (code {code}).")
    await asyncio.sleep(0.1)


async def cluster_id(bootstrap: str) -> str:
    """Return the id of the Kafka cluster behind `bootstrap`."""
    async with _admin(bootstrap) as admin:
        described = await admin.describe_cluster()
    return str(described["cluster_id"])


async def existing_partitions(
    bootstrap: str, topics: Collection[str]
) -> list[tuple[str, int]]:
    """Return the partitions that these topics have; a topic that is not there, none."""
    async with _admin(bootstrap) as admin:
        described = cast(
            "Sequence[Mapping[str, Any]]", await admin.describe_topics(list(topics))
        )
    return [
        (str(topic["topic"]), int(partition["partition"]))
        for topic in described
        for partition in topic["partitions"]
    ]


@asynccontextmanager
async def _admin(bootstrap: str) -> AsyncGenerator[AIOKafkaAdminClient]:
    admin = AIOKafkaAdminClient(
        bootstrap_servers=bootstrap, request_timeout_ms=REQUEST_TIMEOUT_MS
    )
    try:
        await see_through(admin.start())
        yield admin
    finally:
        await admin.close()
    heed_cancellation()
