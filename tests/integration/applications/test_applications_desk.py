"""The registrar's desk."""

from uuid import uuid4

import pytest

from tests.support.applications import answers, application_id
from tests.support.applications_service import ApplicationsService, row

pytestmark = pytest.mark.integration

ID = application_id("REF-1")
MARKUP = "<script>alert(1)</script>"


@pytest.fixture
async def taken(applications: ApplicationsService) -> ApplicationsService:
    """The service with three applications: assessed, submitted and returned."""
    contents = [
        answers(given_names=MARKUP),
        answers(
            external_ref="REF-2",
            family_name="Hughes",
            date_of_birth="1988-02-03",
            email="b.hughes@example.org",
        ),
        answers(external_ref="REF-3", indemnity="no"),
    ]
    async with applications.client("registrar") as client:
        await client.post(
            "/api/applications/batch", json={"rows": list(map(row, contents))}
        )
    await applications.recommend(ID)
    return applications


async def test_lists_applications_in_the_order_in_which_they_came(
    taken: ApplicationsService,
) -> None:
    async with taken.client("registrar") as client:
        first = (await client.get("/api/applications?limit=2")).json()
        rest = (await client.get(f"/api/applications?after={first['next']}")).json()
    listed = [each["application_id"] for each in first["applications"]]
    listed += [each["application_id"] for each in rest["applications"]]
    assert sorted(listed) == sorted(
        str(application_id(f"REF-{number}")) for number in (1, 2, 3)
    )
    assert rest["next"] is None


@pytest.mark.parametrize("status", ["recommended", "submitted", "returned"])
async def test_lists_those_that_stand_somewhere(
    taken: ApplicationsService, status: str
) -> None:
    async with taken.client("registrar") as client:
        listed = (await client.get(f"/api/applications?status={status}")).json()
    assert [each["status"] for each in listed["applications"]] == [status]


async def test_tells_the_registrar_whose_application_it_is(
    taken: ApplicationsService,
) -> None:
    async with taken.client("registrar") as client:
        seen = (await client.get(f"/api/applications/{ID}")).json()
    assert seen["answers"]["email"] == "zoe.lukasik@example.org"
    assert seen["person_id"]


async def test_tells_the_regulator_nothing_personal(
    taken: ApplicationsService,
) -> None:
    async with taken.client("regulator") as client:
        response = await client.get(f"/api/applications/{ID}")
        page = await client.get(f"/applications/{ID}")
    assert response.json()["recommendation"] == "accept"
    assert (response.json()["answers"], response.json()["person_id"]) == (None, None)
    for text in (response.text, page.text):
        assert "zoe.lukasik" not in text
        assert "1990" not in text


@pytest.mark.parametrize(
    "path", ["/api/applications", f"/api/applications/{ID}", "/applications"]
)
async def test_is_closed_to_the_applicant_and_the_public(
    taken: ApplicationsService, path: str
) -> None:
    async with taken.client("applicant") as applicant, taken.client() as public:
        assert (await applicant.get(path)).status_code == 403
        assert (await public.get(path)).status_code == 401


async def test_shows_markup_as_the_text_it_is(taken: ApplicationsService) -> None:
    async with taken.client("registrar") as client:
        for path in ("/applications", f"/applications/{ID}"):
            page = await client.get(path)
            assert page.status_code == 200, page.text
            assert MARKUP not in page.text
            assert "&lt;script&gt;" in page.text


async def test_decides_by_a_plain_form(taken: ApplicationsService) -> None:
    async with taken.client("registrar") as client:
        form = {"command_id": str(uuid4()), "decision": "accept"}
        headers = {"origin": "http://localhost:8001"}
        path = f"/applications/{ID}"
        answer = await client.post(f"{path}/decision", data=form, headers=headers)
        assert (answer.status_code, answer.headers["location"]) == (303, path)
        assert "Accepted" in (await client.get(path)).text


async def test_says_on_the_page_why_a_decision_is_refused(
    taken: ApplicationsService,
) -> None:
    async with taken.client("registrar") as client:
        form = {"command_id": str(uuid4()), "decision": "refuse"}
        headers = {"origin": "http://localhost:8001"}
        path = f"/applications/{ID}/decision"
        answer = await client.post(path, data=form, headers=headers)
    assert answer.status_code == 409
    assert "refused with reasons" in answer.text


async def test_answers_a_refused_submission_with_a_problem(
    taken: ApplicationsService,
) -> None:
    async with taken.client("registrar") as client:
        changed = row(answers(given_names=MARKUP, employer="Another"))
        response = await client.post("/api/applications", json=changed)
    assert response.status_code == 409
    assert response.json()["code"] == "other-content"


async def test_searches_the_register_without_a_token(
    taken: ApplicationsService,
) -> None:
    async with taken.client() as client:
        empty = await client.get("/register")
        nobody = await client.get("/register?q=nobody")
    assert (empty.status_code, nobody.status_code) == (200, 200)
    assert "Nobody by that name" in nobody.text
