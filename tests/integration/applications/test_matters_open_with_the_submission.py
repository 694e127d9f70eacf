"""A matter that a submission shows is open before any other capability has heard."""

from uuid import UUID, uuid4

import pytest

from services.applications.matters import read_matters
from shared.contracts.applications import DecideApplication, Decision
from shared.contracts.assessment import Outcome
from shared.eventstore.answers import Ask
from tests.support.applications import answers, application_id
from tests.support.applications_service import ApplicationsService, row

pytestmark = pytest.mark.integration

FIRST, SECOND = application_id("REF-1"), application_id("REF-2")


async def submit(service: ApplicationsService, **changed: str) -> None:
    """Submit an application; nobody but applying hears of it."""
    async with service.client("registrar") as client:
        response = await client.post("/api/applications", json=row(answers(**changed)))
    assert response.status_code == 200, response.text


async def matters(service: ApplicationsService, application: UUID) -> list[str]:
    async with service.read() as database:
        found = await read_matters(database, [application])
    return sorted(matter.matter for matter in found.get(application, ()))


async def test_so_a_possible_duplicate_is_not_admitted(
    applications: ApplicationsService,
) -> None:
    await submit(applications)
    await submit(applications, external_ref="REF-2")
    await applications.recommend(FIRST, SECOND)
    for one in (FIRST, SECOND):
        assert await matters(applications, one) == ["possible-duplicate"]
        refused = await applications.decide(one, Decision.ACCEPT)
        assert refused.code == "matters-open"


@pytest.mark.parametrize("declared", ["health_to_declare", "character_to_declare"])
async def test_so_whoever_declares_something_is_not_admitted(
    applications: ApplicationsService, declared: str
) -> None:
    details = {declared: "yes", "declaration_details": "As said."}
    await submit(applications, **details)
    await applications.recommend(FIRST)
    assert await matters(applications, FIRST) == ["declared-matter"]
    refused = await applications.decide(FIRST, Decision.ACCEPT)
    assert refused.code == "matters-open"


async def test_so_whoever_is_referred_to_the_panel_is_not_admitted(
    applications: ApplicationsService,
) -> None:
    await submit(applications)
    await applications.find_gaps(FIRST, "supervision", outcome=Outcome.ACCEPT)
    refer = DecideApplication(
        application_id=FIRST, decision=Decision.REFER, reasons=("character",)
    )
    [answer] = await applications.execute([Ask(uuid4(), refer, "registrar-1", uuid4())])
    assert answer.code is None, answer.sentence
    assert await matters(applications, FIRST) == ["declared-matter"]
    refused = await applications.decide(FIRST, Decision.ACCEPT, "registrar-2")
    assert refused.code == "matters-open"


async def test_and_nothing_stands_in_the_way_of_an_application_without_any(
    applications: ApplicationsService,
) -> None:
    await submit(applications)
    await applications.recommend(FIRST)
    assert await matters(applications, FIRST) == []
    accepted = await applications.decide(FIRST, Decision.ACCEPT)
    assert accepted.code is None, accepted.sentence
