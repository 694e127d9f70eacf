"""Confirming an application by a signed link."""

import logging
from datetime import timedelta
from uuid import UUID, uuid4

import httpx
import pytest

from services.applications.confirming import api, pages
from services.applications.confirming.projections import HOLDS
from services.applications.confirming.subscribers import CONFIRMING, confirmation_of
from services.applications.matters import read_matters
from shared.contracts.confirming import AskAnotherProposer
from shared.deadlines import meet_deadlines
from shared.eventstore.answers import Ask
from shared.identity.demonstration import service_key_path
from shared.identity.keys import read_signing_key
from shared.identity.links import sign_link
from shared.web.current import COOKIE
from tests.support.applications import NOW, answers, application_id
from tests.support.applications_service import SERVICE, ApplicationsService, row
from tests.support.web import bearer, browser, small_application

pytestmark = pytest.mark.integration

ID = application_id("REF-1")
FIRST, SECOND = (confirmation_of(ID, f"proposer-{number}") for number in (1, 2))
STANDS = "SELECT standing FROM confirmations ORDER BY role"
CONFIRMS = {"says": "confirm", "name": "Dr Siân Morgan", "statement": "<b>Yes</b>"}


@pytest.fixture
async def asked(applications: ApplicationsService) -> ApplicationsService:
    """The service with an application whose two proposers were asked."""
    async with applications.client("applicant") as client:
        await client.post("/api/applications", json=row(answers()))
    await applications.hear_own(applications.another_inbox(CONFIRMING))
    return applications


def client(
    service: ApplicationsService, person: str | None = None
) -> httpx.AsyncClient:
    app = small_application(
        service.data,
        api.router,
        pages.router,
        templates=sorted(SERVICE.glob("*/templates")),
    )
    app.state.service = service
    made = browser(app)
    made.headers["accept"] = "text/html"
    if person:
        made.headers.update(bearer(person, service.data))
    return made


def link(
    service: ApplicationsService, confirmation_id: UUID = FIRST, attempt: int = 1
) -> str:
    key = read_signing_key(service_key_path("notifications", service.data))
    end = NOW + timedelta(days=28)
    return f"/confirm/{sign_link('confirm', f'{confirmation_id}:{attempt}', end, key)}"


async def standings(service: ApplicationsService) -> list[str]:
    return [each["standing"] for each in await service.pool.fetch(STANDS)]


async def open_matters(service: ApplicationsService) -> list[str]:
    async with service.read() as database:
        found = await read_matters(database, [ID])
    return [each.detail for each in found.get(ID, ()) if each.matter == "confirmation"]


async def test_is_asked_of_both_proposers_and_stands_open_until_then(
    asked: ApplicationsService,
) -> None:
    assert await standings(asked) == ["asked", "asked"]
    assert set(await open_matters(asked)) == {str(FIRST), str(SECOND)}


async def test_shows_what_is_confirmed_and_tells_its_address_to_nobody(
    asked: ApplicationsService,
) -> None:
    async with client(asked) as proposer:
        shown = await proposer.get(link(asked))
    assert shown.status_code == 200
    assert shown.headers["referrer-policy"] == "no-referrer"
    assert shown.headers["cache-control"] == "no-store"
    assert "Zoë Łukasik" in shown.text
    assert link(asked).rpartition("/")[2] not in shown.text
    assert "1990" not in shown.text


async def test_takes_one_answer_and_settles_the_matter(
    asked: ApplicationsService,
) -> None:
    async with client(asked) as proposer:
        done = await proposer.post(link(asked), data=CONFIRMS)
        assert (done.status_code, "Thank you" in done.text) == (200, True)
        again = await proposer.post(link(asked), data={"says": "decline"})
        assert (again.status_code, "has been used" in again.text) == (409, True)
        used = await proposer.get(link(asked))
        assert (used.status_code, "has been used" in used.text) == (410, True)
        assert "registrar@register.example" in used.text
    assert await standings(asked) == ["confirmed", "asked"]
    assert await open_matters(asked) == [str(SECOND)]
    async with client(asked, "registrar") as registrar:
        listed = await registrar.get(f"/applications/{ID}/confirmations")
    assert "&lt;b&gt;Yes&lt;/b&gt;" in listed.text


async def test_stays_open_when_a_proposer_declines(asked: ApplicationsService) -> None:
    async with client(asked) as proposer:
        says = {"says": "decline", "reason": "does-not-know-applicant"}
        await proposer.post(link(asked), data=says)
    assert await standings(asked) == ["declined", "asked"]
    assert str(FIRST) in await open_matters(asked)


async def test_asks_for_a_name(asked: ApplicationsService) -> None:
    async with client(asked) as proposer:
        nameless = await proposer.post(link(asked), data={**CONFIRMS, "name": " "})
    assert (nameless.status_code, "There is a problem" in nameless.text) == (422, True)


async def test_is_open_to_no_other_link(asked: ApplicationsService) -> None:
    async with client(asked) as proposer:
        for path in ("/confirm/nonsense", link(asked)[:-3] + "AAA"):
            assert (await proposer.get(path)).status_code == 404
            assert (await proposer.post(path, data=CONFIRMS)).status_code == 404
        assert (await proposer.get(link(asked, uuid4()))).status_code == 404
        used = await proposer.post(link(asked, attempt=2), data=CONFIRMS)
        assert used.status_code == 409
    assert await standings(asked) == ["asked", "asked"]


async def test_takes_a_form_of_its_own_page_from_somebody_signed_in(
    asked: ApplicationsService,
) -> None:
    token = bearer("registrar", asked.data)["authorization"].removeprefix("Bearer ")
    async with client(asked) as proposer:
        proposer.cookies[COOKIE] = token
        # A page under `no-referrer` has the origin "null".
        own = {"origin": "null", "sec-fetch-site": "same-origin"}
        foreign = {"origin": "null", "sec-fetch-site": "cross-site"}
        path = link(asked)
        refused = await proposer.post(path, data=CONFIRMS, headers=foreign)
        assert refused.status_code == 403
        assert (
            await proposer.post(path, data=CONFIRMS, headers=own)
        ).status_code == 200


async def test_leaves_no_link_in_a_log_or_an_event(
    asked: ApplicationsService,
    caplog: pytest.LogCaptureFixture,
    capsys: pytest.CaptureFixture[str],
) -> None:
    caplog.set_level(logging.DEBUG)
    token = link(asked).rpartition("/")[2]
    async with client(asked) as proposer:
        await proposer.post(link(asked), data=CONFIRMS)
    logged = caplog.text + "".join(capsys.readouterr())
    assert "/confirm/{token}" in logged
    ours = "\n".join(line for line in logged.splitlines() if "HTTP Request" not in line)
    assert token not in ours
    entries = await asked.pool.fetch("SELECT entry FROM events")
    held = [each for each in entries if token.encode() in each["entry"]]
    assert not held


async def test_turns_to_another_person_whose_link_replaces_the_first(
    asked: ApplicationsService,
) -> None:
    other = AskAnotherProposer(
        confirmation_id=FIRST, name="Rhian Price", email="rhian@hospital.example"
    )
    same = other.model_copy(update={"email": "Rhys.Begum@hospital.example"})
    [refused] = await asked.execute([Ask(uuid4(), same, "registrar-1", uuid4())])
    assert refused.code == "proposers-not-distinct"
    form = {"name": "Rhian Price", "email": "rhian@hospital.example"}
    async with client(asked, "registrar") as registrar:
        done = await registrar.post(f"/confirmations/{FIRST}/another", data=form)
    assert done.status_code == 303
    async with client(asked) as proposer:
        assert (await proposer.post(link(asked), data=CONFIRMS)).status_code == 409
        newer = link(asked, attempt=2)
        assert (await proposer.post(newer, data=CONFIRMS)).status_code == 200


async def test_is_recorded_from_paper_by_the_registrar_alone(
    asked: ApplicationsService,
) -> None:
    path, form = f"/confirmations/{FIRST}/paper", {"name": "Siân Morgan"}
    async with client(asked, "applicant") as applicant:
        assert (await applicant.post(path, data=form)).status_code == 403
    async with client(asked, "registrar") as registrar:
        assert (await registrar.post(path, data=form)).status_code == 303
        unknown = await registrar.post(f"/confirmations/{uuid4()}/paper", data=form)
        assert unknown.status_code == 404
    assert await standings(asked) == ["confirmed", "asked"]


async def test_is_reminded_of_and_then_lapses(asked: ApplicationsService) -> None:
    asked.clock.offset = timedelta(days=15)
    assert await meet_deadlines(asked.executor) == 2
    asked.clock.offset = timedelta(days=29)
    assert await meet_deadlines(asked.executor) == 2
    assert await standings(asked) == ["lapsed", "lapsed"]
    assert (
        await asked.count(
            "SELECT count(*) FROM events WHERE type LIKE '%confirmation-reminded%'"
        )
        == 2
    )
    assert len(await open_matters(asked)) == 2


async def test_forgets_the_proposers_with_the_applicant(
    asked: ApplicationsService,
) -> None:
    person = await asked.pool.fetchval("SELECT person_id FROM confirmations LIMIT 1")
    for held in HOLDS:
        await asked.pool.execute(held.statement, person)
    async with client(asked) as proposer:
        assert (await proposer.get(link(asked))).status_code == 404
    rows = await asked.pool.fetch(
        "SELECT confirmations::text AS row FROM confirmations"
    )
    assert not any("hospital.example" in each["row"] for each in rows)
