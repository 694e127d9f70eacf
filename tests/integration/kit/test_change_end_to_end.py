"""A command to one service, through Kafka, to another service's decision."""

from pathlib import Path
from uuid import uuid4

import pytest

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
