"""An application that was signed on paper."""

import pytest

from tests.support.applications import answers, application_id
from tests.support.applications_service import ApplicationsService, row

pytestmark = pytest.mark.integration

ID = application_id("REF-1")


@pytest.mark.parametrize("on_paper", [True, False])
async def test_says_so_where_the_registrar_vouches_for_it(
    applications: ApplicationsService, on_paper: bool
) -> None:
    body = {**row(answers()), "signed_on_paper": on_paper}
    async with applications.client("registrar") as client:
        assert (await client.post("/api/applications", json=body)).status_code == 200
        seen = (await client.get(f"/api/applications/{ID}")).json()
        shown = (await client.get(f"/applications/{ID}")).text
    assert seen["signed_on_paper"] is on_paper
    assert seen["eligibility"] == "fits-the-route"
    assert ("Seen on paper" in shown) is on_paper


async def test_is_not_the_applicants_own_to_say(
    applications: ApplicationsService,
) -> None:
    body = {**row(answers()), "signed_on_paper": True}
    async with applications.client("applicant") as client:
        assert (await client.post("/api/applications", json=body)).status_code == 403
    assert await applications.count("SELECT count(*) FROM applications") == 0
