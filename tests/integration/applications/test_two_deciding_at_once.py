"""Two people deciding one application at once, on PostgreSQL."""

import asyncio
from uuid import uuid4

import pytest

from shared.contracts.applications import DecideApplication, Decision
from shared.eventstore.answers import Ask
from tests.support.applications import answers, application_id
from tests.support.applications_service import ApplicationsService, row

pytestmark = pytest.mark.integration
ID = application_id("REF-1")


@pytest.fixture
async def assessed(applications: ApplicationsService) -> None:
    """An application with the assessors' recommendation."""
    async with applications.client("registrar") as client:
        response = await client.post("/api/applications", json=row(answers()))
        assert response.status_code == 200, response.text
    await applications.recommend(ID)


@pytest.mark.usefixtures("assessed")
async def test_lets_one_succeed_and_tells_the_other_how_it_stands(
    applications: ApplicationsService,
) -> None:
    accept = DecideApplication(application_id=ID, decision=Decision.ACCEPT)
    refuse = DecideApplication(
        application_id=ID, decision=Decision.REFUSE, reasons=("evidence-missing",)
    )
    # Two replicas, so that it is the database that decides who was first.
    replicas = (applications.executor, applications.another_executor())
    asks = (
        Ask(uuid4(), accept, "registrar-1", uuid4(), expected_version=2),
        Ask(uuid4(), refuse, "registrar-2", uuid4(), expected_version=2),
    )
    answered = await asyncio.gather(
        *(one.execute([ask]) for one, ask in zip(replicas, asks, strict=True))
    )
    codes = sorted(answer.code or "done" for [answer] in answered)
    assert codes == ["done", "stale-version"]
    [told] = [answer.sentence for [answer] in answered if answer.code]
    assert told is not None
    assert "is at version 3, not 2" in told


@pytest.mark.usefixtures("assessed")
async def test_answers_the_second_with_a_409_over_http(
    applications: ApplicationsService,
) -> None:
    first = await applications.decide(ID, Decision.ACCEPT, "registrar-2")
    assert first.code is None
    async with applications.client("registrar") as client:
        page = await client.post(
            f"/applications/{ID}/decision",
            data={
                "command_id": str(uuid4()),
                "decision": "refuse",
                "reasons": "evidence-missing",
            },
        )
    assert page.status_code == 409
    assert "decided the other way" in page.text
