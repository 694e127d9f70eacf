"""A person whom the registrar names by a number."""

from uuid import UUID, uuid4

import pytest

from services.applications.retention.subscribers import RETENTION
from shared.contracts.applications import Decision
from tests.support.applications import answers, application_id
from tests.support.applications_service import ApplicationsService, row

pytestmark = pytest.mark.integration

ID = application_id("REF-1")
WHERE = "/api/people"


@pytest.fixture
async def entered(applications: ApplicationsService) -> UUID:
    """The id of a person who is in the register."""
    async with applications.client("registrar") as client:
        assert (await client.post("/api/applications", json=row(answers()))).is_success
    await applications.hear_own(applications.another_inbox(RETENTION))
    await applications.recommend(ID)
    assert (await applications.decide(ID, Decision.ACCEPT)).code is None
    await applications.hear_own()
    found = await applications.pool.fetchval("SELECT person_id FROM register_entries")
    return UUID(str(found))


async def test_is_the_same_by_number_by_application_and_by_id(
    applications: ApplicationsService, entered: UUID
) -> None:
    async with applications.client("registrar") as client:
        for reference in ("CT000001", "ct000001", str(ID), str(entered)):
            found = await client.get(WHERE, params={"reference": reference})
            assert found.json() == {"person_id": str(entered)}, reference


@pytest.mark.usefixtures("entered")
async def test_is_nobody_by_a_number_that_nobody_has(
    applications: ApplicationsService,
) -> None:
    async with applications.client("registrar") as client:
        for reference in ("CT000002", str(uuid4())):
            found = await client.get(WHERE, params={"reference": reference})
            assert found.status_code == 404
        for reference in ("", "a\0b", "x" * 101):
            found = await client.get(WHERE, params={"reference": reference})
            assert (found.status_code, "reference" in found.text) == (422, True)


@pytest.mark.usefixtures("entered")
async def test_is_named_to_nobody_else(applications: ApplicationsService) -> None:
    for person in ("applicant", "assessor-1", "panel-1"):
        async with applications.client(person) as client:
            found = await client.get(WHERE, params={"reference": "CT000001"})
            assert found.status_code == 403


async def test_can_be_copied_from_the_page_of_the_case_by_the_registrar_alone(
    applications: ApplicationsService, entered: UUID
) -> None:
    async with applications.client("registrar") as client:
        page = (await client.get(f"/applications/{ID}")).text
        assert f'<code class="whole">{entered}</code>' in page
    async with applications.client("regulator") as client:
        assert str(entered) not in (await client.get(f"/applications/{ID}")).text
