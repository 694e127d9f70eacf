"""The topics: their names, and how they are made; partition counts never change."""

import asyncio
from collections.abc import Iterable

from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from aiokafka.errors import KafkaError, TopicAlreadyExistsError

from shared.errors import Unavailable

SERVICES = ("applications", "assessment", "notifications", "audit")
KINDS = ("events", "commands", "refusals", "views")
PARTITIONS = {"events": 6, "commands": 6, "refusals": 2, "views": 2}
DAY_MS = 24 * 60 * 60 * 1000

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


def topic_names(prefix: str, kinds: Iterable[str] = KINDS) -> list[str]:
    """Return every topic of every service of these kinds, with the prefix."""
    return [f"{prefix}{service}.{kind}" for service in SERVICES for kind in kinds]


async def ensure_topics(bootstrap: str, prefix: str = "", replication: int = 1) -> None:
    """Make the topics that are not there yet; raises `Unavailable` where it cannot."""
    admin = AIOKafkaAdminClient(bootstrap_servers=bootstrap)
    try:
        await admin.start()
        there = set(await admin.list_topics())
        missing = [
            NewTopic(
                f"{prefix}{service}.{kind}",
                PARTITIONS[kind],
                replication,
                topic_configs=COMMAND_SETTINGS if kind == "commands" else SETTINGS,
            )
            for service in SERVICES
            for kind in KINDS
            if f"{prefix}{service}.{kind}" not in there
        ]
        if missing:
            await _create(admin, missing)
    except KafkaError as error:
        raise Unavailable(f"Kafka at {bootstrap} could not make the topics.") from error
    finally:
        await admin.close()


async def _create(admin: AIOKafkaAdminClient, missing: list[NewTopic]) -> None:
    try:
        response = await admin.create_topics(missing)
    except TopicAlreadyExistsError:
        return
    for topic, code, *_ in response.topic_errors:
        if code not in (0, TopicAlreadyExistsError.errno):
            raise Unavailable(f"Kafka could not make the topic {topic} (code {code}).")
    await asyncio.sleep(0.1)


async def cluster_id(bootstrap: str) -> str:
    """Return the id of the Kafka cluster behind `bootstrap`."""
    admin = AIOKafkaAdminClient(bootstrap_servers=bootstrap)
    try:
        await admin.start()
        described = await admin.describe_cluster()
    finally:
        await admin.close()
    return str(described["cluster_id"])
