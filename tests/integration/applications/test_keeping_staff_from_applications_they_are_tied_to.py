"""Keeping staff from the pages of applications that they are tied to."""

from uuid import uuid4

import pytest

from services.applications.confirming.subscribers import CONFIRMING, confirmation_of
from services.applications.fees.subscribers import FEES
from services.applications.identity.subscribers import IDENTITY
from services.applications.matters import pair_of
from services.applications.ties import tied_to
from shared.contracts.confirming import AskAnotherProposer
from shared.contracts.contract import CommandData
from shared.contracts.drafts import StartDraft
from shared.contracts.staff_interests import DeclareStaffInterest, EndStaffInterest, Tie
from shared.eventstore.answers import Ask
from shared.identity.demonstration import PEOPLE
from tests.support.applications import answers, application_id
from tests.support.applications_service import ApplicationsService, row

pytestmark = pytest.mark.integration

ID, OTHER = application_id("REF-1"), application_id("REF-2")
PAIR = pair_of(ID, OTHER)
REGISTRAR = PEOPLE["registrar"].actor


@pytest.fixture
async def both(applications: ApplicationsService) -> ApplicationsService:
    """Two applications that may be one person's, with proposers and fees."""
    for reference in ("REF-1", "REF-2"):
        content = row(answers(external_ref=reference))
        async with applications.client("registrar") as client:
            answer = await client.post("/api/applications", json=content)
        assert answer.status_code == 200, answer.text
    for capability in (CONFIRMING, FEES, IDENTITY):
        await applications.hear_own(applications.another_inbox(capability))
    return applications


async def asked(
    service: ApplicationsService, command: CommandData, actor: str = REGISTRAR
) -> str | None:
    [answer] = await service.execute([Ask(uuid4(), command, actor, uuid4())])
    return answer.code


async def tie_to(service: ApplicationsService) -> DeclareStaffInterest:
    person = await service.pool.fetchval(
        "SELECT person_id FROM applications WHERE application_id = $1", ID
    )
    tie = DeclareStaffInterest(
        interest_id=uuid4(), actor=REGISTRAR, tie=Tie.FAMILY, person_id=person
    )
    assert await asked(service, tie) is None
    return tie


async def actors(service: ApplicationsService) -> frozenset[str]:
    async with service.read() as database:
        return (await tied_to(database, [ID])).get(ID, frozenset())


@pytest.mark.parametrize(
    "path",
    [
        f"/applications/{ID}/confirmations",
        f"/api/applications/{ID}/confirmations",
        f"/duplicates/{PAIR}",
        f"/api/duplicates/{PAIR}",
        f"/api/fees/{ID}",
    ],
)
async def test_shows_them_no_page_of_it(both: ApplicationsService, path: str) -> None:
    async with both.client("registrar") as client:
        assert (await client.get(path)).status_code == 200
        await tie_to(both)
        assert (await client.get(path)).status_code == 404


async def test_leaves_it_out_of_their_lists(both: ApplicationsService) -> None:
    await both.pool.execute(
        "INSERT INTO refusals (application_id, notice_id, standing, required_at,"
        " prove_by) VALUES ($1, $2, 'unproven', now(), now())",
        ID,
        uuid4(),
    )
    async with both.client("registrar") as client:
        for listed in (True, False):
            duplicates = (await client.get("/api/duplicates")).json()["duplicates"]
            refusals = (await client.get("/api/refusals")).json()["refusals"]
            assert [bool(duplicates), bool(refusals)] == [listed, listed]
            await tie_to(both)


async def test_shows_them_no_list_where_a_form_is_refused(
    both: ApplicationsService,
) -> None:
    await tie_to(both)
    confirmation = confirmation_of(ID, "proposer-1")
    async with both.client("registrar") as client:
        answer = await client.post(
            f"/confirmations/{confirmation}/paper", data={"name": "Ada"}
        )
    assert answer.status_code == 404


async def test_is_not_ended_by_themselves(both: ApplicationsService) -> None:
    tie = await tie_to(both)
    end = EndStaffInterest(interest_id=tie.interest_id)
    assert await asked(both, end) == "own-tie"
    assert await asked(both, end, "registrar-2") is None
    assert await actors(both) == frozenset()


async def test_ties_who_is_asked_to_confirm_instead(both: ApplicationsService) -> None:
    address = "ada@example.org"
    own = DeclareStaffInterest(
        interest_id=uuid4(), actor="registrar-2", tie=Tie.SELF, email=address
    )
    assert await asked(both, own, "registrar-2") is None
    assert await actors(both) == frozenset()
    another = AskAnotherProposer(
        confirmation_id=confirmation_of(ID, "proposer-1"),
        name="Ada",
        email=" Ada@Example.org",
    )
    assert await asked(both, another) is None
    assert await actors(both) == {"registrar-2"}


async def test_ties_who_filled_it_in_for_themselves_and_not_who_imported_it(
    both: ApplicationsService,
) -> None:
    assert await actors(both) == frozenset()
    assert await asked(both, StartDraft(draft_id=ID), "registrar-2") is None
    assert await actors(both) == {"registrar-2"}
