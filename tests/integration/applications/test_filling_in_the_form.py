"""Filling in the form of an application."""

from datetime import timedelta
from uuid import uuid4

import httpx
import pytest

from services.applications.drafts import api, pages
from services.applications.drafts.form import sections
from services.applications.drafts.subscribers import DRAFTS
from shared.deadlines import meet_deadlines
from tests.support.applications import answers
from tests.support.applications_service import SERVICE, ApplicationsService
from tests.support.web import bearer, browser, small_application

pytestmark = pytest.mark.integration


def client(
    service: ApplicationsService, person: str = "applicant"
) -> httpx.AsyncClient:
    app = small_application(
        service.data,
        api.router,
        pages.router,
        templates=sorted(SERVICE.glob("*/templates")),
    )
    app.state.service = service
    made = browser(app)
    made.headers.update(bearer(person, service.data))
    return made


async def filled_in(
    service: ApplicationsService, applicant: httpx.AsyncClient, **changed: str
) -> str:
    """Start a draft, save every section by its form, and return its address."""
    begun = await applicant.post("/drafts")
    assert begun.status_code == 303
    path = begun.headers["location"]
    wanted = answers(**changed)
    for section in sections(service.rulebook):
        form = {q.name: wanted.get(q.name, "").split(";") for q in section.questions}
        done = await applicant.post(f"{path}/{section.code}", data=form)
        assert done.status_code == 303, done.text
    return path


async def test_goes_section_by_section_to_an_application(
    applications: ApplicationsService,
) -> None:
    async with client(applications) as applicant:
        path = await filled_in(applications, applicant)
        overview = (await applicant.get(path)).text
        assert "Certificate of the award: <strong>still missing" in overview
        checked = await applicant.get(f"{path}/answers")
        assert "zoe.lukasik@example.org" in checked.text
        sent = await applicant.post(f"{path}/submission")
        assert "Application sent" in sent.text
        await applications.hear_own(applications.another_inbox(DRAFTS))
        assert "You have sent this application" in (await applicant.get(path)).text
    row = await applications.pool.fetchrow(
        "SELECT a.person_id = d.person_id AS same, a.status, d.answers, d.standing"
        " FROM applications a JOIN drafts d ON d.draft_id = a.application_id"
    )
    assert row is not None
    assert tuple(row) == (True, "submitted", None, "submitted")


async def test_keeps_what_is_incomplete_and_says_what_is_missing(
    applications: ApplicationsService,
) -> None:
    async with client(applications) as applicant:
        path = (await applicant.post("/drafts")).headers["location"]
        half = await applicant.post(f"{path}/about-you", data={"given_names": "<b>Zoë"})
        assert half.status_code == 422
        assert "There is a problem" in half.text
        assert 'href="#family_name"' in half.text
        later = {"given_names": "<b>Zoë", "then": "later"}
        assert (await applicant.post(f"{path}/about-you", data=later)).is_redirect
        again = (await applicant.get(f"{path}/about-you")).text
        assert "&lt;b&gt;Zoë" in again
        assert "Norwich" not in again


async def test_names_every_fault_and_stays_a_draft(
    applications: ApplicationsService,
) -> None:
    async with client(applications) as applicant:
        path = await filled_in(applications, applicant, indemnity="no")
        sent = await applicant.post(f"{path}/submission")
        said = "Indemnity cover was not confirmed"
        assert (sent.status_code, said in sent.text) == (422, True)
        await applicant.post(f"{path}/indemnity", data={"indemnity": "yes"})
        assert "Application sent" in (await applicant.post(f"{path}/submission")).text


async def test_is_for_its_owner_alone(applications: ApplicationsService) -> None:
    async with client(applications) as applicant:
        path = await filled_in(applications, applicant)
        assert len((await applicant.get("/api/drafts")).json()["drafts"]) == 1
        await applications.pool.execute("UPDATE drafts SET actor = 'actor-other'")
        for each in (path, f"{path}/about-you", f"{path}/answers", f"/api{path}"):
            assert (await applicant.get(each)).status_code == 404
        for each in (f"{path}/about-you", f"{path}/submission", f"{path}/deletion"):
            assert (await applicant.post(each, data={"town": "x"})).status_code == 404
        assert (await applicant.get("/api/drafts")).json() == {"drafts": []}
    async with client(applications, "registrar") as registrar:
        assert (await registrar.get(path)).status_code == 403


async def test_has_no_section_that_it_has_not(
    applications: ApplicationsService,
) -> None:
    async with client(applications) as applicant:
        path = (await applicant.post("/drafts")).headers["location"]
        assert (await applicant.get(f"{path}/nothing")).status_code == 404
        assert (await applicant.get(f"/drafts/{uuid4()}")).status_code == 404


async def test_may_be_given_up(applications: ApplicationsService) -> None:
    async with client(applications) as applicant:
        path = await filled_in(applications, applicant)
        assert (await applicant.post(f"{path}/deletion")).is_redirect
        assert (await applicant.get(path)).status_code == 404
    assert await applications.count("SELECT count(answers) FROM drafts") == 0


async def test_is_deleted_when_nobody_touches_it(
    applications: ApplicationsService,
) -> None:
    async with client(applications) as applicant:
        path = await filled_in(applications, applicant)
        applications.clock.offset = timedelta(days=179)
        assert await meet_deadlines(applications.executor) == 0
        applications.clock.offset = timedelta(days=181)
        assert await meet_deadlines(applications.executor) == 1
        assert (await applicant.get(path)).status_code == 404
