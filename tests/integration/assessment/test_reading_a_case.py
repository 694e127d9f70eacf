"""Reading a case, over HTTP."""

import re
from collections.abc import AsyncGenerator, Callable
from pathlib import Path

import httpx
import pytest

from services.assessment import app as composition
from services.assessment.assessing import api, judging_pages, pages
from services.assessment.assessing.rules.naming import assessment_of
from services.assessment.assessing.subscribers import ASSESSING
from services.assessment.assessors import api as assessors_api
from services.assessment.assessors import pages as assessors_pages
from shared.contracts.applications import ApplicationSubmitted
from shared.contracts.assessment import (
    AppointAssessor,
    AssessorAppointed,
    GiveRecommendation,
    Recommendation,
)
from shared.identity.demonstration import PEOPLE
from shared.web.routes_table import routes_table
from tests.support.stored_service import (
    StoredService,
    application,
    client,
    numbered,
)

pytestmark = pytest.mark.integration

APPLICATION_ID = numbered(1)
CASE_ID = assessment_of(APPLICATION_ID)
CASE = f"/api/cases/{CASE_ID}"
PAGE = f"/cases/{CASE_ID}"
HEALTH_AND_CHARACTER = {
    "health_to_declare",
    "character_to_declare",
    "declaration_details",
}
FIRST, SECOND = PEOPLE["assessor-1"], PEOPLE["assessor-2"]

As = Callable[[str], httpx.AsyncClient]


@pytest.fixture
async def as_person(assessment: StoredService, tmp_path: Path) -> AsyncGenerator[As]:
    """A client for each person, on a service with one case for both assessors."""
    appointed = [
        AssessorAppointed(
            assessor_id=one.actor,
            scopes=("nuclear-medicine",),
            capacity=5,
            email=one.email,
        )
        for one in (FIRST, SECOND)
    ]
    event = ApplicationSubmitted.model_validate(
        {
            "application_id": APPLICATION_ID,
            "scopes": ["nuclear-medicine"],
            "route": "training-scheme",
            "submitted_on": "2026-11-01",
            "possible_duplicate_of": [],
            "person_id": numbered(2),
            "given_names": "<script>Zoë</script>",
            "qualification": "DipIPEM(T)",
            "date_of_birth": "1990-05-17",
            "health_to_declare": True,
            "declaration_details": "A private matter",
        }
    )
    await assessment.hears(
        ASSESSING, *((f"assessor/{one.assessor_id}", one) for one in appointed)
    )
    await assessment.hears(ASSESSING, (f"application/{APPLICATION_ID}", event))
    routers = (
        api.router,
        pages.router,
        judging_pages.router,
        assessors_api.router,
        assessors_pages.router,
    )
    folder = Path(composition.__file__).parent
    app = application(assessment, folder, *routers)
    assert routes_table(app)
    clients = {name: client(app, name, tmp_path) for name in PEOPLE}
    yield clients.__getitem__
    for each in clients.values():
        await each.aclose()


async def give(assessment: StoredService, person: str, reasons: str) -> None:
    wanted = GiveRecommendation(
        assessment_id=CASE_ID, recommendation=Recommendation.REFUSE, reasons=reasons
    )
    await assessment.ask(person, wanted)


async def test_an_assessor_finds_it_in_the_queue(as_person: As) -> None:
    queue = (await as_person("assessor-1").get("/api/queue")).json()
    assert [case["assessment_id"] for case in queue["cases"]] == [str(CASE_ID)]
    assert queue["next"] is None


async def test_the_queue_is_read_page_by_page(as_person: As) -> None:
    assessor = as_person("assessor-1")
    first = (await assessor.get("/api/queue?limit=1")).json()
    second = (await assessor.get(f"/api/queue?limit=1&after={first['next']}")).json()
    assert first["next"] == str(CASE_ID)
    assert second == {"cases": [], "next": None}


async def test_it_leaves_the_queue_of_who_has_spoken(
    as_person: As, assessment: StoredService
) -> None:
    await give(assessment, "assessor-1", "No practice.")
    assert (await as_person("assessor-1").get("/api/queue")).json()["cases"] == []
    assert len((await as_person("assessor-2").get("/api/queue")).json()["cases"]) == 1


async def test_an_assessor_reads_what_assessors_need_and_no_more(
    as_person: As,
) -> None:
    answer = await as_person("assessor-1").get(CASE)
    papers = answer.json()["papers"]
    assert papers["qualification"] == "DipIPEM(T)"
    assert "private matter" not in answer.text
    assert "1990" not in answer.text
    assert HEALTH_AND_CHARACTER.isdisjoint(papers)


@pytest.mark.parametrize("path", [CASE, PAGE])
async def test_an_assessor_is_blind_to_the_other_until_they_have_spoken(
    as_person: As, assessment: StoredService, path: str
) -> None:
    await give(assessment, "assessor-1", "No practice shown.")
    before = (await as_person("assessor-2").get(path)).text
    assert "No practice shown." not in before
    assert FIRST.actor not in before
    await give(assessment, "assessor-2", "I agree.")
    assert "No practice shown." in (await as_person("assessor-2").get(path)).text


async def test_a_case_of_others_is_not_there(
    as_person: As, assessment: StoredService
) -> None:
    await assessment.pool.execute(
        "DELETE FROM case_assessors WHERE assessor_id = $1", SECOND.actor
    )
    other = as_person("assessor-2")
    assert (await other.get(CASE)).status_code == 404
    assert (await other.get(PAGE)).status_code == 404
    assert (await other.get(f"/api/cases/{numbered(99)}")).status_code == 404
    form = {"command_id": str(numbered(3)), "recommendation": "accept"}
    posted = await other.post(f"{PAGE}/recommendation", data=form)
    assert posted.status_code == 404


async def test_the_registrar_reads_everything(
    as_person: As, assessment: StoredService
) -> None:
    await give(assessment, "assessor-1", "No practice.")
    registrar = as_person("registrar")
    case = (await registrar.get(CASE)).json()
    assert [one["recommendation"] for one in case["voices"]] == ["refuse", None]
    assert len((await registrar.get("/api/cases")).json()["cases"]) == 1
    pool = (await registrar.get("/api/pool")).json()["assessors"]
    assert [one["open_cases"] for one in pool] == [0, 1]


async def test_the_registrar_reads_who_was_appointed(
    as_person: As, assessment: StoredService
) -> None:
    wanted = AppointAssessor(
        assessor_id=FIRST.actor,
        scopes=("nuclear-medicine",),
        capacity=5,
        name=FIRST.display_name,
        email=FIRST.email,
    )
    await assessment.ask("registrar", wanted)
    registrar = as_person("registrar")
    (listed,) = (await registrar.get("/api/assessors")).json()["assessors"]
    assert listed["name"] == FIRST.display_name
    assert FIRST.display_name in (await registrar.get("/assessors")).text


@pytest.mark.parametrize("path", ["/queue", PAGE])
async def test_a_page_shows_markup_in_a_name_as_text(as_person: As, path: str) -> None:
    shown = await as_person("assessor-1").get(path)
    assert shown.status_code == 200
    assert "<script>" not in shown.text


async def test_a_recommendation_is_given_by_a_plain_form(
    as_person: As, assessment: StoredService
) -> None:
    assessor = as_person("assessor-1")
    shown = (await assessor.get(PAGE)).text
    hidden = re.search(r'name="command_id" value="([^"]+)"', shown)
    assert hidden is not None
    form = {
        "command_id": hidden[1],
        "recommendation": "accept",
        "reasons": "Complete.\r\nAnd good.",
    }
    for _ in range(2):  # sent twice, given once
        posted = await assessor.post(f"{PAGE}/recommendation", data=form)
        assert (posted.status_code, posted.headers["location"]) == (303, PAGE)
    kept = await assessment.pool.fetchval("SELECT reasons FROM case_judgements")
    assert kept == "Complete.\nAnd good."
    assert "Your recommendation" not in (await assessor.get(PAGE)).text


async def test_another_opinion_is_refused_on_the_page(
    as_person: As, assessment: StoredService
) -> None:
    await give(assessment, "assessor-1", "No practice.")
    form = {"command_id": str(numbered(3)), "recommendation": "accept"}
    posted = await as_person("assessor-1").post(f"{PAGE}/recommendation", data=form)
    assert posted.status_code == 409
    assert "given and locked" in posted.text


async def test_a_form_without_an_opinion_is_not_read(as_person: As) -> None:
    form = {"command_id": str(numbered(3))}
    posted = await as_person("assessor-1").post(f"{PAGE}/recommendation", data=form)
    assert posted.status_code == 422


async def test_the_open_cases_are_a_page_of_the_registrar(as_person: As) -> None:
    assert str(CASE_ID) in (await as_person("registrar").get("/cases")).text
    assert (await as_person("assessor-1").get("/cases")).status_code == 403
