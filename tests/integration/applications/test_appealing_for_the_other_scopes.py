"""Appealing for the scopes in which one was not admitted, on PostgreSQL."""

from typing import Any
from uuid import uuid4

import pytest

from services.applications.serving.subscribers import SERVING
from shared.contracts.appealing import RecordAppealWithdrawal
from shared.eventstore.answers import Ask
from tests.support.applications import answers, application_id
from tests.support.applications_service import ApplicationsService, row

pytestmark = pytest.mark.integration
ID = application_id("REF-1")
ONE, OTHER = "nuclear-medicine", "radiation-physics"
APPEAL = {"grounds": "judgement", "statement": "Here is the logbook."}
UPHELD = {"outcome": "upheld", "scopes": OTHER}


async def post(
    applications: ApplicationsService, person: str, path: str, **form: str
) -> int:
    """Return the status of a form sent by a person."""
    async with applications.client(person) as client:
        content = {"command_id": str(uuid4()), **form}
        response = await client.post(f"{path}", data=content)
        return response.status_code


async def status(applications: ApplicationsService) -> dict[str, Any]:
    """Return the status as the applicant reads it."""
    async with applications.client("applicant") as client:
        response = await client.get(f"/api/applications/{ID}/status")
        assert response.status_code == 200, response.text
        return response.json()


async def scopes(applications: ApplicationsService) -> list[str]:
    """Return the scopes of the one entry, once registration has heard."""
    await applications.hear_own()
    return await applications.pool.fetchval("SELECT scopes FROM register_entries")


@pytest.fixture
async def narrower(applications: ApplicationsService) -> None:
    """An application for two scopes that was accepted in one."""
    async with applications.client("applicant") as client:
        content = answers(scopes=f"{ONE};{OTHER}")
        response = await client.post("/api/applications", json=row(content))
        assert response.status_code == 200, response.text
    await applications.recommend(ID)
    form = {"decision": "accept-narrower", "scopes": ONE, "reasons": "no-practice"}
    decision = f"/applications/{ID}/decision"
    assert await post(applications, "registrar", decision, **form) == 303


@pytest.mark.usefixtures("narrower")
async def test_adds_them_to_the_entry_when_it_is_upheld(
    applications: ApplicationsService,
) -> None:
    assert await scopes(applications) == [ONE]
    told = await status(applications)
    assert told["standing"]["held_by"] == "applicant"
    assert told["not_admitted"] == [OTHER]

    appeal = f"/applications/{ID}/appeal"
    assert await post(applications, "applicant", appeal, **APPEAL) == 303
    assert (await status(applications))["standing"]["held_by"] == "panel"
    finding = f"/appeals/{ID}/finding"
    assert await post(applications, "panel-1", finding, outcome="sent-back") == 409
    for member in ("panel-1", "panel-2"):
        async with applications.client(member) as client:
            page = await client.get(f"/appeals/{ID}")
        assert "Admitted already" in page.text
        assert "sent-back" not in page.text
        assert await post(applications, member, finding, **UPHELD) == 303

    told = await status(applications)
    assert (told["status"], told["not_admitted"]) == ("accepted", [])
    assert told["admitted"] == [ONE, OTHER]
    assert told["standing"]["held_by"] == "nobody"
    assert await scopes(applications) == [ONE, OTHER]


@pytest.mark.usefixtures("narrower")
async def test_leaves_the_entry_as_it_is_when_it_is_taken_back(
    applications: ApplicationsService,
) -> None:
    assert await scopes(applications) == [ONE]
    appeal = f"/applications/{ID}/appeal"
    assert await post(applications, "applicant", appeal, **APPEAL) == 303
    async with applications.client("applicant") as client:
        page = await client.get(f"/applications/{ID}/status")
    assert "Withdraw the appeal" in page.text
    withdrawal = f"{appeal}/withdrawal"
    assert await post(applications, "applicant", withdrawal) == 303
    told = await status(applications)
    assert (told["status"], told["admitted"]) == ("accepted", [ONE])
    assert told["standing"]["held_by"] == "applicant"
    assert await scopes(applications) == [ONE]

    assert await post(applications, "applicant", appeal, **APPEAL) == 303
    recorded = RecordAppealWithdrawal(application_id=ID)
    [answer] = await applications.execute(
        [Ask(uuid4(), recorded, "registrar-1", uuid4())]
    )
    assert answer.code is None
    assert (await status(applications))["status"] == "accepted"


@pytest.mark.usefixtures("narrower")
async def test_is_possible_because_the_refusal_of_them_is_served(
    applications: ApplicationsService,
) -> None:
    await applications.hear_own(applications.another_inbox(SERVING))
    async with applications.client("registrar") as client:
        response = await client.get("/api/refusals")
    [refusal] = response.json()["refusals"]
    assert (refusal["application_id"], refusal["standing"]) == (str(ID), "unproven")
