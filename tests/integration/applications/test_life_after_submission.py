"""What becomes of an application after its submission, on PostgreSQL."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from shared.contracts.applications import DecideApplication, Decision
from shared.contracts.assessment import Outcome
from shared.contracts.contract import CommandData
from shared.contracts.corresponding import WithdrawApplication
from shared.contracts.staff_interests import DeclareStaffInterest, Tie
from shared.deadlines import meet_deadlines
from shared.eventstore.answers import Answer, Ask
from shared.identity.demonstration import PEOPLE
from tests.support.applications import answers, application_id
from tests.support.applications_service import ApplicationsService, row

pytestmark = pytest.mark.integration
ID = application_id("REF-1")
STATUS = f"/api/applications/{ID}/status"
APPLICANT = PEOPLE["applicant"].actor


@pytest.fixture
async def sent(applications: ApplicationsService) -> None:
    """An application that its applicant sent."""
    async with applications.client("applicant") as client:
        content = answers(scopes="nuclear-medicine;radiation-physics")
        response = await client.post("/api/applications", json=row(content))
        assert response.status_code == 200, response.text


async def status(applications: ApplicationsService) -> dict[str, Any]:
    """Return the status as the applicant reads it."""
    async with applications.client("applicant") as client:
        response = await client.get(STATUS)
        assert response.status_code == 200, response.text
        return response.json()


async def execute(
    applications: ApplicationsService, command: CommandData, actor: str
) -> Answer:
    """Return the answer to a command of somebody."""
    [answer] = await applications.execute([Ask(uuid4(), command, actor, uuid4())])
    return answer


async def post(
    applications: ApplicationsService, person: str, path: str, **form: str
) -> int:
    """Return the status of a form sent by a person."""
    async with applications.client(person) as client:
        content = {"command_id": str(uuid4()), **form}
        return (await client.post(path, data=content)).status_code


async def held(applications: ApplicationsService) -> tuple[str, str | None]:
    """Return who has the application, and the day."""
    standing = (await status(applications))["standing"]
    return standing["held_by"], standing["by"]


@pytest.mark.usefixtures("sent")
async def test_goes_back_and_forth_and_through_an_appeal_to_its_admission(
    applications: ApplicationsService,
) -> None:
    assert await held(applications) == ("assessors", "2027-01-17")
    await applications.find_gaps(ID, "safety", outcome=Outcome.FURTHER_INFORMATION)
    assert (await held(applications))[0] == "registrar"

    path = f"/applications/{ID}/request"
    assert await post(applications, "registrar", path, gaps="safety") == 303
    assert await held(applications) == ("applicant", "2027-01-18")
    assert (await status(applications))["asked_for"] == ["safety"]

    applications.clock.offset = timedelta(days=10)
    path = f"/applications/{ID}/answer"
    assert await post(applications, "applicant", path, statement="My logbook.") == 303
    assert (await held(applications))[0] == "assessors"
    clock = (await status(applications))["clock"]
    assert clock["calendar"] == {"gross": 10, "net": 0}

    await applications.find_gaps(ID, "safety", outcome=Outcome.REFUSE, number=2)
    path = f"/applications/{ID}/decision"
    refusal = {"decision": "refuse", "reasons": "evidence-missing"}
    assert await post(applications, "registrar", path, **refusal) == 303
    assert await held(applications) == ("applicant", "2027-01-02")

    path = f"/applications/{ID}/appeal"
    assert await post(applications, "applicant", path, grounds="judgement") == 409
    appeal = {"grounds": "judgement", "statement": "Here is the logbook."}
    assert await post(applications, "applicant", path, **appeal) == 303
    assert await held(applications) == ("panel", "2027-01-01")

    finding = {
        "outcome": "upheld",
        "scopes": "nuclear-medicine",
        "reasons": "no-practice-in-scope",
    }
    path = f"/appeals/{ID}/finding"
    for member in ("panel-1", "panel-2"):
        async with applications.client(member) as client:
            queue = await client.get("/appeals")
            read = await client.get(f"/appeals/{ID}")
        assert str(ID) in queue.text
        assert "Here is the logbook." in read.text
        assert await post(applications, member, path, **finding) == 303
    async with applications.client("panel-1") as client:
        assert (await client.get(f"/api/appeals/{ID}")).status_code == 404

    told = await status(applications)
    assert (told["status"], told["not_admitted"]) == ("accepted", ["radiation-physics"])
    await applications.hear_own()
    scopes = await applications.pool.fetchval("SELECT scopes FROM register_entries")
    assert scopes == ["nuclear-medicine"]
    async with applications.client("registrar") as client:
        page = await client.get(f"/applications/{ID}")
    for said in ("Appeal decided", "Clock stopped", "Further information received"):
        assert said in page.text


@pytest.mark.usefixtures("sent")
async def test_lapses_on_the_day_after_the_last(
    applications: ApplicationsService,
) -> None:
    await applications.find_gaps(ID, "safety", outcome=Outcome.REFUSE)
    path = f"/applications/{ID}/request"
    assert await post(applications, "registrar", path, gaps="safety") == 303
    applications.clock.offset = timedelta(days=57)
    assert await meet_deadlines(applications.executor) == 0
    applications.clock.offset = timedelta(days=58)
    assert await meet_deadlines(applications.executor) == 1
    assert (await held(applications))[0] == "registrar"
    path = f"/applications/{ID}/answer"
    assert await post(applications, "applicant", path, statement="Too late.") == 409


@pytest.mark.usefixtures("sent")
async def test_is_not_there_for_anybody_else(
    applications: ApplicationsService,
) -> None:
    command = WithdrawApplication(application_id=ID)
    stranger = await execute(applications, command, "actor-stranger")
    nowhere = WithdrawApplication(application_id=UUID(int=1))
    missing = await execute(applications, nowhere, "actor-stranger")
    assert (stranger.code, stranger.sentence) == (missing.code, missing.sentence)
    assert stranger.code == "not-found"
    own = await execute(applications, command, APPLICANT)
    assert own.code is None


@pytest.mark.usefixtures("sent")
async def test_never_reaches_whoever_is_tied_to_its_applicant(
    applications: ApplicationsService,
) -> None:
    registrar = PEOPLE["registrar"].actor
    declared = DeclareStaffInterest(
        interest_id=uuid4(),
        actor=registrar,
        tie=Tie.FAMILY,
        email=" Zoe.Lukasik@example.org",
    )
    assert (await execute(applications, declared, registrar)).code is None
    await applications.recommend(ID)
    async with applications.client("registrar") as client:
        for path in (f"/applications/{ID}", f"/api/applications/{ID}", STATUS):
            assert (await client.get(path)).status_code == 404, path
        for path in ("/api/work-list", "/api/applications"):
            assert str(ID) not in (await client.get(path)).text
    accept = DecideApplication(application_id=ID, decision=Decision.ACCEPT)
    refused = await execute(applications, accept, registrar)
    assert refused.code == "tied-to-applicant"
    async with applications.client("registrar-2") as client:
        assert str(ID) in (await client.get("/work-list")).text
        assert (await client.get(f"/applications/{ID}")).status_code == 200


@pytest.mark.usefixtures("sent")
async def test_is_not_admitted_while_a_matter_is_open_that_the_list_shows(
    applications: ApplicationsService,
) -> None:
    await applications.recommend(ID)
    await applications.pool.execute(
        "INSERT INTO open_matters VALUES ($1, 'declared-matter', 'one', now())", ID
    )
    refused = await applications.decide(ID, Decision.ACCEPT)
    assert refused.code == "matters-open"
    async with applications.client("registrar") as client:
        [work] = (await client.get("/api/work-list")).json()["work"]
    assert work["matters"] == ["declared-matter"]
    assert work["held_by"] == "panel"
    assert work["target"] == "2027-01-17"


@pytest.mark.usefixtures("sent")
async def test_shows_an_earlier_withdrawal_with_concern_when_one_applies_again(
    applications: ApplicationsService,
) -> None:
    await applications.pool.execute(
        "INSERT INTO open_matters VALUES ($1, 'declared-matter', 'one', now())", ID
    )
    await execute(applications, WithdrawApplication(application_id=ID), APPLICANT)
    async with applications.client("applicant") as client:
        again = row(answers(external_ref="REF-2"))
        assert (await client.post("/api/applications", json=again)).status_code == 200
    async with applications.client("registrar") as client:
        [work] = (await client.get("/api/work-list")).json()["work"]
    assert work["earlier_concerns"] == [str(ID)]
