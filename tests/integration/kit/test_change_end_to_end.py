"""A command to one service, through Kafka, to another service's decision."""

from functools import partial
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from shared.eventstore.store import Store
from shared.messaging.topics import topic_names
from tests.support.hearing_behaviour import noted
from tests.support.kafka_topics import delete_topics, read_topic
from tests.support.kit import begun
from tests.support.kit_databases import KitDatabase
from tests.support.kit_services import eventually, started
from tests.support.made_up import COUNTING, HEARING, SPEAKING, case_of

pytestmark = pytest.mark.integration


async def test_is_answered_published_heard_and_acted_upon_once(
    kit_database: KitDatabase,
    hearing_database: KitDatabase,
    kafka_bootstrap: str,
    topic_prefix: str,
    tmp_path: Path,
) -> None:
    application_id, command_id = uuid4(), uuid4()
    case = f"assessment/{case_of(application_id)}"
    async with (
        started(
            "applications",
            kit_database,
            kafka_bootstrap,
            topic_prefix,
            tmp_path,
            SPEAKING,
            COUNTING,
        ) as speaking,
        started(
            "assessment",
            hearing_database,
            kafka_bootstrap,
            topic_prefix,
            tmp_path,
            HEARING,
            peers={"applications": speaking.url},
        ) as hearing,
        speaking.client("registrar") as registrar,
    ):
        command = {
            "id": str(command_id),
            "type": "register.applications.submit-application.v1",
            "data": {
                "application_id": str(application_id),
                "submission": {"given_names": "Nora"},
            },
        }
        first = await registrar.post("/api/commands", json=command)
        again = await registrar.post("/api/commands", json=command)
        assert (first.status_code, first.json()) == (200, again.json())
        assert first.json()["outcome"] == "done"

        async def noted() -> bool:
            return bool(await hearing.service.store.stream(case, 0, 10))

        await eventually(noted)
        await eventually(speaking.service.is_idle)
        await eventually(hearing.service.is_idle)
        assert len(await hearing.service.store.stream(case, 0, 10)) == 1


async def test_happens_once_although_kafka_was_emptied_and_told_it_all_again(
    kit_database: KitDatabase,
    hearing_database: KitDatabase,
    kafka_bootstrap: str,
    topic_prefix: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("shared.messaging.publishing.REQUEST_TIMEOUT_MS", 2000)
    async with (
        started(
            "applications",
            kit_database,
            kafka_bootstrap,
            topic_prefix,
            tmp_path,
            SPEAKING,
        ) as speaking,
        started(
            "assessment",
            hearing_database,
            kafka_bootstrap,
            topic_prefix,
            tmp_path,
            HEARING,
            peers={"applications": speaking.url},
        ) as hearing,
    ):
        store = hearing.service.store
        several = [await begun(speaking.service.executor, "a") for _ in range(5)]
        for application_id in several:
            await eventually(partial(_noted, store, application_id, 2))
        await delete_topics(kafka_bootstrap, topic_names(topic_prefix))
        several.append(await begun(speaking.service.executor, "a"))
        for application_id in several:
            await eventually(partial(_noted, store, application_id, 2), 60)
        read = await read_topic(kafka_bootstrap, f"{topic_prefix}applications.events")
        assert len(read.records) == 12


async def _noted(store: Store, application_id: UUID, times: int) -> bool:
    return await noted(store, application_id) == times
