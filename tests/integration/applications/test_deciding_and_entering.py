"""From a recommendation to an entry in the register, on PostgreSQL."""

import asyncio
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from oversight.as_at import Question, RegisterAsAt
from oversight.differences import differences
from oversight.logged import logged
from services.applications.registration.subscribers import REGISTRATION
from shared.contracts.applications import Decision
from shared.identity.roles import Role
from tests.support.applications import TODAY, answers, application_id
from tests.support.applications_service import PUBLISHED, ApplicationsService, row

pytestmark = pytest.mark.integration

NUMBERS = "SELECT registration_number FROM register_entries ORDER BY sequence"
PEOPLE = ("Zoë Łukasik", "Niamh O'Connor", "José 100%_Brown")


@pytest.fixture
async def assessed(applications: ApplicationsService) -> list[UUID]:
    """The applications of three people, with the assessors' recommendation."""
    ids: list[UUID] = []
    async with applications.client("registrar") as client:
        for number, name in enumerate(PEOPLE):
            given, _, family = name.partition(" ")
            content = answers(
                external_ref=f"REF-{number}",
                given_names=given,
                family_name=family,
                email=f"person.{number}@example.org",
            )
            response = await client.post("/api/applications", json=row(content))
            assert response.status_code == 200, response.text
            ids.append(application_id(f"REF-{number}"))
    await applications.recommend(*ids)
    return ids


async def accept(applications: ApplicationsService, ids: list[UUID]) -> None:
    """Accept each application and let registration hear of it."""
    for each in ids:
        answer = await applications.decide(each, Decision.ACCEPT)
        assert answer.code is None, answer.sentence
    await applications.hear_own()


async def test_enters_each_accepted_person_under_the_next_number(
    applications: ApplicationsService, assessed: list[UUID]
) -> None:
    await accept(applications, assessed)
    numbers = [number for [number] in await applications.pool.fetch(NUMBERS)]
    assert numbers == ["CT000001", "CT000002", "CT000003"]


async def test_enters_nobody_twice_whoever_hears_it_and_how_often(
    applications: ApplicationsService, assessed: list[UUID]
) -> None:
    for each in assessed:
        await applications.decide(each, Decision.ACCEPT)
    inboxes = [applications.another_inbox(REGISTRATION) for _ in range(3)]
    await asyncio.gather(*(applications.hear_own(inbox) for inbox in inboxes))
    await applications.hear_own()
    assert await applications.count("SELECT count(*) FROM register_entries") == 3
    streams = "SELECT count(*) FROM events WHERE stream LIKE 'registration/%'"
    assert await applications.count(streams) == 3


async def test_goes_on_with_the_numbers_where_they_ended(
    applications: ApplicationsService, assessed: list[UUID]
) -> None:
    await accept(applications, assessed[:1])
    await accept(applications, assessed[1:])
    numbers = [number for [number] in await applications.pool.fetch(NUMBERS)]
    assert numbers == ["CT000001", "CT000002", "CT000003"]


async def test_refuses_the_decision_of_an_assessor(
    applications: ApplicationsService, assessed: list[UUID]
) -> None:
    answer = await applications.decide(assessed[0], Decision.ACCEPT, "assessor-2")
    assert answer.code == "decider-assessed"
    await applications.hear_own()
    assert await applications.count("SELECT count(*) FROM register_entries") == 0


async def test_shows_the_public_a_name_and_a_number_and_no_more(
    applications: ApplicationsService, assessed: list[UUID]
) -> None:
    await accept(applications, assessed)
    async with applications.client() as client:
        found = (await client.get("/api/register", params={"q": "lukasik ZOE"})).json()
        number = found["entries"][0]["registration_number"]
        entry = (await client.get(f"/api/register/{number.lower()}")).json()
    assert not found["more"]
    assert entry == {
        "registration_number": "CT000001",
        "given_names": "Zoë",
        "family_name": "Łukasik",
        "work_town": "Norwich",
        "scopes": ["nuclear-medicine"],
        "status": "registered",
        "registered_on": TODAY.isoformat(),
        "levels": [],
        "as_at": TODAY.isoformat(),
    }


@pytest.mark.parametrize(
    ("sought", "found"),
    [
        ("o'connor", 1),
        ("CT000003", 1),
        ("ct000003", 1),
        ("100%", 1),
        ("%", 1),
        ("_", 1),
        ("zoe brown", 0),
        ("\0", 0),
        ("\\", 0),
    ],
)
async def test_takes_a_search_literally(
    applications: ApplicationsService, assessed: list[UUID], sought: str, found: int
) -> None:
    await accept(applications, assessed)
    async with applications.client() as client:
        response = await client.get("/api/register", params={"q": sought})
    assert response.status_code == 200, response.text
    assert len(response.json()["entries"]) == found


async def test_shows_no_entry_on_a_day_before_it_was_made(
    applications: ApplicationsService, assessed: list[UUID]
) -> None:
    await accept(applications, assessed)
    async with applications.client() as client:
        before = await client.get("/api/register/CT000001?as_at=2026-11-21")
        ahead = await client.get("/api/register/CT000001?as_at=2026-11-23")
        nobody = await client.get("/api/register/CT999999")
    assert (before.status_code, nobody.status_code) == (404, 404)
    assert (ahead.status_code, ahead.json()["field"]) == (422, "as_at")


async def test_leads_to_the_same_register_as_the_events_alone(
    applications: ApplicationsService, assessed: list[UUID]
) -> None:
    await accept(applications, assessed)
    register = RegisterAsAt(Question(TODAY))
    published = await applications.pool.fetch(PUBLISHED)
    for index, (raw, joined) in enumerate(published):
        texts = joined.split("~") if joined else ()
        register.take(logged(index, raw, texts, {Role.REGULATOR}))
    told: list[dict[str, Any]] = []
    async with applications.client("regulator") as client:
        following: str | None = ""
        while following is not None:
            query = {"date": str(TODAY), "after": following, "limit": "2"}
            page = (await client.get("/api/register/as-at", params=query)).json()
            told += page["entries"]
            following = page["next"]
    assert len(told) == len(PEOPLE)
    assert list(differences(register.result(), told)) == []
    assert {one["given_names"] for one in told} == {"Zoë", "Niamh", "José"}


async def test_leads_to_a_register_that_knew_nobody_the_day_before(
    applications: ApplicationsService, assessed: list[UUID]
) -> None:
    await accept(applications, assessed)
    yesterday = str(TODAY - timedelta(days=1))
    async with applications.client("regulator") as client:
        for query in (
            {"date": str(TODAY), "known": yesterday},
            {"date": yesterday},
        ):
            answer = await client.get("/api/register/as-at", params=query)
            assert answer.json()["entries"] == []
        answer = await client.get("/api/register/as-at", params={"date": "2027-02-30"})
        assert (answer.status_code, answer.json()["field"]) == (422, "date")
