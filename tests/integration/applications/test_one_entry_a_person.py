"""A person has one entry, which is extended, questioned, removed and restored."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from services.applications.applying.subscribers import APPLYING
from services.applications.entry_fraud.subscribers import ENTRY_FRAUD
from services.applications.identity.subscribers import IDENTITY
from services.applications.matters import pair_of, read_matters
from services.applications.registration.subscribers import REGISTRATION
from services.applications.retention.subscribers import RETENTION
from shared.contracts.applications import Decision
from shared.contracts.contract import CommandData
from shared.contracts.entry_fraud import DecideEntryFraud, EntryFraudOutcome
from shared.contracts.identity import DecidePossibleDuplicate
from shared.contracts.retention import ErasePerson
from shared.deadlines import meet_deadlines
from shared.eventstore.answers import Answer, Ask
from tests.support.applications import TODAY, answers, application_id
from tests.support.applications_service import ApplicationsService, row

pytestmark = pytest.mark.integration

FIRST = application_id("REF-1")
NUMBER = "CT000001"
CASE = UUID("0192f0c1-0000-7000-8000-0000000000fa")
HEARING = (APPLYING, IDENTITY, ENTRY_FRAUD, RETENTION, REGISTRATION)


@pytest.fixture
async def entered(applications: ApplicationsService) -> ApplicationsService:
    """A register of one entry, in one scope."""
    await submit(applications, "REF-1")
    await accept(applications, FIRST)
    return applications


async def submit(service: ApplicationsService, reference: str, **changed: str) -> UUID:
    async with service.client("applicant") as client:
        content = answers(external_ref=reference, **changed)
        response = await client.post("/api/applications", json=row(content))
        assert response.status_code == 200, response.text
    await hear(service)
    return application_id(reference)


async def again(service: ApplicationsService, reference: str, **changed: str) -> UUID:
    """Submit as the person of the entry, by another name, found to be the same."""
    return await merged(
        service,
        await submit(
            service,
            reference,
            given_names="Zoé",
            family_name="Begum",
            email="z.begum@example.org",
            date_of_birth="1990-05-18",
            registration_number=NUMBER.lower(),
            **changed,
        ),
    )


async def merged(service: ApplicationsService, application: UUID) -> UUID:
    command = DecidePossibleDuplicate.model_validate(
        {
            "pair_id": pair_of(application, FIRST),
            "decision": "merged",
            "grounds": ["formerly-registered"],
        }
    )
    assert (await execute(service, command)).code is None
    await hear(service)
    return application


async def hear(service: ApplicationsService) -> None:
    for capability in HEARING:
        await service.hear_own(service.another_inbox(capability))


async def execute(
    service: ApplicationsService, command: CommandData, actor: str = "registrar-1"
) -> Answer:
    [answer] = await service.execute([Ask(uuid4(), command, actor, uuid4())])
    return answer


async def accept(service: ApplicationsService, application: UUID) -> Answer:
    await service.recommend(application)
    answer = await service.decide(application, Decision.ACCEPT)
    await hear(service)
    return answer


async def entry(service: ApplicationsService, **on: str) -> dict[str, Any]:
    async with service.client() as client:
        response = await client.get(f"/api/register/{NUMBER}", params=on)
    assert response.status_code == 200, response.text
    return response.json()


async def test_to_which_a_scope_is_added_once_a_person_said_whose_it_is(
    entered: ApplicationsService,
) -> None:
    reference = {"route": "additional-scope", "scopes": "sonography"}
    stranger = await submit(
        entered,
        "REF-2",
        given_names="Zoé",
        family_name="Begum",
        email="z.begum@example.org",
        date_of_birth="1990-05-18",
        registration_number=NUMBER.lower(),
        **reference,
    )
    assert (await accept(entered, stranger)).code == "matters-open"
    await merged(entered, stranger)
    answer = await entered.decide(stranger, Decision.ACCEPT)
    assert answer.code is None, answer.sentence
    await hear(entered)
    seen = await entry(entered)
    assert seen["scopes"] == ["nuclear-medicine", "sonography"]
    assert await entered.count("SELECT count(*) FROM register_entries") == 1
    async with entered.client() as client:
        assert "Sonography" in (await client.get(f"/register/{NUMBER}")).text


async def test_and_who_has_it_is_not_admitted_as_new(
    entered: ApplicationsService,
) -> None:
    newcomer = await merged(entered, await submit(entered, "REF-2"))
    assert (await accept(entered, newcomer)).code == "on-the-register"
    assert await entered.count("SELECT count(*) FROM register_entries") == 1


async def test_and_who_has_none_adds_to_none(entered: ApplicationsService) -> None:
    other = await submit(
        entered,
        "REF-2",
        given_names="Rhys",
        family_name="Okafor",
        email="rhys@example.org",
        date_of_birth="1980-01-01",
        route="additional-scope",
        scopes="sonography",
        registration_number="CT000999",
    )
    assert (await accept(entered, other)).code == "not-on-the-register"


async def test_to_which_a_level_of_practice_is_added_that_the_public_sees(
    entered: ApplicationsService,
) -> None:
    level = await again(
        entered, "REF-2", route="practice-level", practice_level="advanced"
    )
    assert (await accept(entered, level)).code is None
    seen = await entry(entered)
    assert seen["levels"] == [
        {"level": "advanced", "scope": "nuclear-medicine", "since": f"{TODAY}"}
    ]
    before = await entry(entered, as_at=f"{TODAY}")
    assert before["levels"] == seen["levels"]
    async with entered.client() as client:
        shown = (await client.get(f"/register/{NUMBER}")).text
    assert "Advanced in Nuclear medicine" in shown
    assert "no entitlement" in shown


async def raised(service: ApplicationsService) -> None:
    """Raise a case on the entry by the registrar's page."""
    form = {
        "command_id": str(uuid4()),
        "case_id": str(CASE),
        "registration_number": NUMBER,
        "allegation": "fraudulently-procured",
        "particulars": "The diploma is not on the list of passes.",
    }
    async with service.client("registrar-2") as client:
        answer = await client.post("/entry-fraud", data=form)
        assert answer.status_code == 303, answer.text
        assert str(CASE) in (await client.get("/entry-fraud")).text


async def decided(service: ApplicationsService, outcome: EntryFraudOutcome) -> Answer:
    command = DecideEntryFraud(
        case_id=CASE, outcome=outcome, reasons=("diploma-not-genuine",)
    )
    return await execute(service, command, "panel-one")


async def removed(service: ApplicationsService) -> None:
    """Let the entry be removed for fraud, unappealed, and know of it."""
    await raised(service)
    async with service.client("applicant") as client:
        form = {"command_id": str(uuid4()), "statement": "It is genuine."}
        answer = await client.post(f"/entry-fraud/{CASE}/answer", data=form)
        assert answer.status_code == 303, answer.text
    answer = await decided(service, EntryFraudOutcome.REMOVED)
    assert answer.code is None, answer.sentence
    await hear(service)
    assert (await entry(service))["status"] == "registered"
    service.clock.offset = timedelta(days=40)
    await meet_deadlines(service.executor)
    await hear(service)


async def test_that_is_removed_for_fraud_when_nobody_appealed(
    entered: ApplicationsService,
) -> None:
    await removed(entered)
    seen = await entry(entered)
    assert (seen["status"], seen["levels"]) == ("removed", [])
    assert (await entry(entered, as_at=f"{TODAY}"))["status"] == "registered"
    async with entered.client() as client:
        assert "Removed" in (await client.get(f"/register/{NUMBER}")).text
    async with entered.client("registrar") as client:
        case = (await client.get(f"/api/entry-fraud/{CASE}")).json()
        page = await client.get(f"/entry-fraud/{CASE}")
    assert (case["status"], case["statement"]) == ("ended", "It is genuine.")
    assert "Entry removed" in page.text
    async with entered.read() as database:
        assert not await read_matters(database, [FIRST])


async def test_that_comes_back_under_its_number(entered: ApplicationsService) -> None:
    await removed(entered)
    returning = await again(entered, "REF-3", route="readmission")
    answer = await accept(entered, returning)
    assert answer.code is None, answer.sentence
    assert (await entry(entered))["status"] == "registered"
    assert await entered.count("SELECT count(*) FROM register_entries") == 1
    streams = "SELECT count(*) FROM events WHERE stream = 'registration/CT000001'"
    assert await entered.count(streams) == 3
    day = f"{TODAY + timedelta(days=39)}"
    async with entered.client("regulator") as client:
        place = "/api/register/as-at"
        then = (await client.get(place, params={"date": f"{TODAY}"})).json()
        assert (await client.get(place, params={"date": day})).status_code == 200
    assert [one["status"] for one in then["entries"]] == ["registered"]


async def test_that_is_amended_in_a_scope(entered: ApplicationsService) -> None:
    more = await again(
        entered, "REF-2", route="additional-scope", scopes="radiation-physics"
    )
    assert (await accept(entered, more)).code is None
    await raised(entered)
    entered.clock.offset = timedelta(days=30)
    await meet_deadlines(entered.executor)
    command = DecideEntryFraud(
        case_id=CASE,
        outcome=EntryFraudOutcome.AMENDED,
        scopes_ended=("radiation-physics",),
        reasons=("entered-by-mistake",),
    )
    assert (await execute(entered, command, "panel-one")).code is None
    entered.clock.offset = timedelta(days=70)
    await meet_deadlines(entered.executor)
    await hear(entered)
    assert (await entry(entered))["scopes"] == ["nuclear-medicine"]
    left = "SELECT count(*) FROM entry_footings"
    assert await entered.count(left) == 1


async def test_that_whoever_had_a_part_in_it_does_not_decide_on(
    entered: ApplicationsService,
) -> None:
    await raised(entered)
    entered.clock.offset = timedelta(days=30)
    refused = await execute(
        entered,
        DecideEntryFraud(
            case_id=CASE, outcome=EntryFraudOutcome.NO_CASE, reasons=("none",)
        ),
        "registrar-1",
    )
    assert refused.code == "acted-in-chain"
    for person, status in (("applicant", 200), ("panel-1", 200), ("assessor-1", 403)):
        async with entered.client(person) as client:
            seen = await client.get(f"/api/entry-fraud/{CASE}")
            assert seen.status_code == status, person
    async with entered.client("applicant") as client:
        assert (await client.get(f"/api/entry-fraud/{CASE}")).json()["raiser"] == ""


async def test_of_which_nothing_is_erased_while_a_case_is_open(
    entered: ApplicationsService,
) -> None:
    await raised(entered)
    await hear(entered)
    person = await entered.pool.fetchval(
        "SELECT person_id FROM register_entries LIMIT 1"
    )
    command = ErasePerson.model_validate(
        {"person_id": person, "reason": "request-article-17"}
    )
    refused = await execute(entered, command)
    assert refused.code is not None
    assert await entered.count("SELECT count(*) FROM entry_fraud_cases") == 1


async def test_where_fraud_is_suspected_of_an_application_nobody_is_admitted(
    applications: ApplicationsService,
) -> None:
    await submit(applications, "REF-1")
    form = {
        "command_id": str(uuid4()),
        "case_id": str(CASE),
        "application_id": str(FIRST),
        "allegation": "fraudulently-procured",
        "particulars": "The diploma is not on the list of passes.",
    }
    async with applications.client("registrar-2") as client:
        answer = await client.post("/entry-fraud", data=form)
        assert answer.status_code == 303, answer.text
    assert (await accept(applications, FIRST)).code == "matters-open"
    applications.clock.offset = timedelta(days=30)
    answer = await decided(applications, EntryFraudOutcome.NO_CASE)
    assert answer.code is None, answer.sentence
    assert (await accept(applications, FIRST)).code is None
