"""What stands between an application and its admission, on PostgreSQL."""

from uuid import UUID, uuid4

import httpx
import pytest

from services.applications.applying.subscribers import APPLYING
from services.applications.declarations.subscribers import DECLARATIONS
from services.applications.fees.rules.references import reference_of
from services.applications.fees.subscribers import FEES
from services.applications.identity.subscribers import IDENTITY
from services.applications.matters import pair_of, read_matters
from services.applications.retention.subscribers import RETENTION
from shared.contracts.declarations import JudgeDeclaration
from shared.contracts.identity import DecidePossibleDuplicate
from shared.contracts.retention import ErasePerson
from shared.eventstore.answers import Ask
from tests.support.applications import answers, application_id
from tests.support.applications_service import ApplicationsService, row

pytestmark = pytest.mark.integration

FIRST, SECOND = application_id("REF-1"), application_id("REF-2")
PAIR = str(pair_of(SECOND, FIRST))
FILE = "a" * 64
CAPABILITIES = (APPLYING, DECLARATIONS, FEES, IDENTITY, RETENTION)


@pytest.fixture
async def alike(applications: ApplicationsService) -> ApplicationsService:
    """Two applications of one person, the second of which declares something."""
    declaring = answers(
        external_ref="REF-2",
        health_to_declare="yes",
        declaration_details="Asthma, managed.",
    )
    async with applications.client("registrar") as client:
        for content in (answers(), declaring):
            response = await client.post("/api/applications", json=row(content))
            assert response.status_code == 200, response.text
    await hear(applications)
    return applications


async def hear(service: ApplicationsService) -> None:
    """Let every capability hear what the others have said."""
    for capability in CAPABILITIES:
        await service.hear_own(service.another_inbox(capability))


async def matters(service: ApplicationsService, application: UUID) -> list[str]:
    async with service.read() as database:
        found = await read_matters(database, [application])
    return sorted(matter.matter for matter in found.get(application, ()))


async def person(service: ApplicationsService, application: UUID) -> UUID | None:
    return await service.pool.fetchval(
        "SELECT person_id FROM applications WHERE application_id = $1", application
    )


async def decide(service: ApplicationsService, decision: str) -> None:
    """Decide as the registrar whether both are one person's."""
    command = DecidePossibleDuplicate.model_validate(
        {"pair_id": PAIR, "decision": decision, "grounds": ["sent-twice"]}
    )
    ask = Ask(uuid4(), command, "registrar-1", uuid4())
    [answer] = await service.execute([ask])
    assert answer.code is None, answer.sentence
    await hear(service)


async def test_is_told_of_both_applications(alike: ApplicationsService) -> None:
    assert await matters(alike, FIRST) == ["possible-duplicate"]
    assert await matters(alike, SECOND) == ["declared-matter", "possible-duplicate"]


async def test_ends_with_the_registrars_decision_on_a_page(
    alike: ApplicationsService,
) -> None:
    async with alike.client("registrar") as client:
        assert PAIR in (await client.get("/duplicates")).text
        assert "Łukasik" in (await client.get(f"/duplicates/{PAIR}")).text
        form = {
            "command_id": str(uuid4()),
            "decision": "kept-apart",
            "grounds": ["namesake", "other-date-of-birth"],
        }
        decided = await client.post(f"/duplicates/{PAIR}/decision", data=form)
        assert decided.status_code == 303, decided.text
        [listed] = (await client.get("/api/duplicates")).json()["duplicates"]
    assert listed["status"] == "kept-apart"
    assert await matters(alike, FIRST) == []
    assert await matters(alike, SECOND) == ["declared-matter"]


async def test_lets_an_application_follow_its_person_and_go_back(
    alike: ApplicationsService,
) -> None:
    first, second = await person(alike, FIRST), await person(alike, SECOND)
    assert first != second
    await decide(alike, "merged")
    assert await person(alike, SECOND) == first
    await decide(alike, "kept-apart")
    assert await person(alike, SECOND) == second


async def test_erases_one_person_under_both_ids(alike: ApplicationsService) -> None:
    first, second = await person(alike, FIRST), await person(alike, SECOND)
    await decide(alike, "merged")
    await alike.pool.execute("UPDATE person_cases SET under_way = false")
    assert second is not None
    command = ErasePerson.model_validate(
        {"person_id": second, "reason": "request-article-17"}
    )
    [answer] = await alike.execute([Ask(uuid4(), command, "registrar-1", uuid4())])
    assert answer.code is None, answer.sentence
    await hear(alike)
    noted = await alike.pool.fetch("SELECT person_id FROM erasures")
    assert {one["person_id"] for one in noted} == {first, second}


async def test_is_judged_by_the_panel_and_by_nobody_else(
    alike: ApplicationsService,
) -> None:
    place = f"/api/declarations/{SECOND}"
    for name in ("registrar", "assessor-1", "applicant", "regulator"):
        async with alike.client(name) as client:
            assert (await client.get(place)).status_code == 404, name
            if name != "registrar":
                listed = await client.get("/api/declarations")
                assert listed.status_code == 404, name
    finding = {
        "application_id": str(SECOND),
        "finding": "no-concern",
        "grounds": ["condition-is-managed"],
    }
    for name in ("panel-1", "panel-2"):
        async with alike.client(name) as client:
            assert str(SECOND) in (await client.get("/declarations")).text
            shown = await client.get(f"/declarations/{SECOND}")
            assert "Asthma, managed." in shown.text
            seen = (await client.get(place)).json()
            assert (seen["details"], seen["findings"]) == ("Asthma, managed.", [])
            form = {**finding, "command_id": str(uuid4())}
            given = await client.post(f"/declarations/{SECOND}/finding", data=form)
            assert given.status_code == 303, given.text
            assert str(SECOND) not in (await client.get("/declarations")).text
    assert await matters(alike, SECOND) == ["possible-duplicate"]
    async with alike.client("registrar") as client:
        found = (await client.get(place)).json()
    assert (found["finding"], found["details"]) == ("no-concern", None)
    looks = await alike.count(
        "SELECT count(*) FROM events WHERE type LIKE '%looked%'"
        " AND convert_from(entry, 'UTF8') LIKE '%health-and-character%'"
    )
    assert looks >= 8


async def test_stays_where_the_panel_finds_the_person_not_suitable(
    alike: ApplicationsService,
) -> None:
    for member in ("panel-one", "panel-two"):
        command = JudgeDeclaration.model_validate(
            {
                "application_id": SECOND,
                "finding": "not-suitable",
                "grounds": ["dishonesty"],
            }
        )
        await alike.execute([Ask(uuid4(), command, member, uuid4())])
    assert await matters(alike, SECOND) == ["declared-matter", "possible-duplicate"]


async def test_adds_up_what_a_bank_says_to_the_penny(
    alike: ApplicationsService,
) -> None:
    rows = [
        bank_row("1", 8000, f"RCT {reference_of(FIRST)}"),
        bank_row("2", 5000, "holiday club"),
        bank_row("3", 8000, reference_of(SECOND)),
        bank_row("4", 8000, reference_of(SECOND), returned="refer-to-payer"),
    ]
    body = {"file": FILE, "method": "direct-debit", "rows": rows}
    async with alike.client("registrar") as client:
        dry = await client.post("/api/fees/import", json={**body, "dry_run": True})
        assert outcomes(dry) == ["matched", "unmatched", "matched", "returned"]
        first = await client.post("/api/fees/import", json=body)
        assert outcomes(first) == outcomes(dry)
        again = await client.post("/api/fees/import", json=body)
        assert outcomes(again) == ["repeated"] * 4
        account = (await client.get(f"/api/fees/{FIRST}")).json()
        assert (account["due_pence"], account["outstanding_pence"]) == (8000, 0)
        owed = (await client.get(f"/api/fees/{SECOND}")).json()
        assert owed["outstanding_pence"] == 8000
        [nobodys] = (await client.get("/api/fees/unmatched")).json()["payments"]
        assert (nobodys["pence"], nobodys["reason"]) == (5000, "no-reference")
        assert "holiday club" in (await client.get("/fees")).text
        form = {"command_id": str(uuid4()), "application_id": str(SECOND)}
        owner = f"/fees/unmatched/{nobodys['payment_id']}/owner"
        allocated = await client.post(owner, data=form)
        assert allocated.status_code == 303, allocated.text
        await hear(alike)
        sums = (await client.get("/api/fees/reconciliation")).json()
        of_file = await client.get("/api/fees/reconciliation", params={"file": FILE})
    assert sums["reconciled"], sums
    assert sums["received_pence"] == sums["paid_pence"] == 21_000
    assert (sums["owed_pence"], sums["returned_pence"]) == (3_000, 8_000)
    assert of_file.json()["received_rows"] == 3


def bank_row(
    number: str, pence: int, text: str, returned: str | None = None
) -> dict[str, object]:
    """Return a row of a file as the command line sends it."""
    return {
        "command_id": f"00000000-0000-4000-8000-00000000000{number}",
        "payment_id": f"00000000-0000-4000-8000-00000000001{number}",
        "paid_on": "2026-11-20",
        "pence": pence,
        "reference": "",
        "text": text,
        "returned": returned,
    }


def outcomes(response: httpx.Response) -> list[str]:
    assert response.status_code == 200, response.text
    return [one["outcome"] for one in response.json()["rows"]]
