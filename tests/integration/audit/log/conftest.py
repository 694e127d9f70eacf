"""A log for each test: a database, topics, and files of its own."""

from collections.abc import AsyncGenerator
from pathlib import Path

import pytest
from aiokafka.admin import AIOKafkaAdminClient, NewTopic

from services.audit.log.sequencer import LogPlaces
from tests.support.audit_log import TryLog, audit_role


@pytest.fixture
async def log(
    database: str,
    kafka_bootstrap: str,
    topic_prefix: str,
    tmp_path: Path,
) -> AsyncGenerator[TryLog]:
    """A log that nothing has been written to."""
    topics = [f"{topic_prefix}assessment.events", f"{topic_prefix}assessment.views"]
    admin = AIOKafkaAdminClient(bootstrap_servers=kafka_bootstrap)
    await admin.start()
    await admin.create_topics([NewTopic(topic, 2, 1) for topic in topics])
    async with audit_role(database) as dsn:
        places = LogPlaces(
            database=dsn,
            kafka=kafka_bootstrap,
            topics=topics,
            files=tmp_path / "audit-log",
            key=tmp_path / "audit-log.key",
            origin="register.example/audit",
            sign_every=0.05,
            publish_every=0.1,
            retry_after=0.1,
        )
        yield TryLog(places, database, kafka_bootstrap)
    await admin.delete_topics(topics)
    await admin.close()
