"""The day by which an applicant is told that the register aims to decide."""

import pytest

from shared.rulebook import load_rulebook
from tests.support.applications import ROOT, TODAY, answers, application_id
from tests.support.applications_service import ApplicationsService, row

pytestmark = pytest.mark.integration
ID = application_id("REF-1")
STATUTORY = load_rulebook(ROOT / "rulebooks" / "hcpc-statutory.toml", TODAY)


@pytest.mark.parametrize(
    ("country", "by"),
    [("England", "2027-02-17"), ("Scotland", "2027-02-19")],
)
async def test_counts_the_working_days_of_their_nation(
    applications: ApplicationsService, country: str, by: str
) -> None:
    applications.rulebook = STATUTORY
    content = answers(route="approved-programme", country=country)
    async with applications.client("applicant") as client:
        sent = await client.post("/api/applications", json=row(content))
        assert sent.status_code == 200, sent.text
        told = (await client.get(f"/api/applications/{ID}/status")).json()
    assert told["standing"]["by"] == by
