"""The documents beside a case."""

from datetime import date
from pathlib import Path
from uuid import UUID

import pytest

from services.assessment import app as composition
from services.assessment.assessing import api, pages
from services.assessment.assessing.projections import HOLDS
from services.assessment.assessing.subscribers import ASSESSING
from shared.contracts.applications import ApplicationSubmitted
from shared.contracts.assessment import AssessorAppointed
from shared.contracts.evidence import (
    DocumentReceived,
    DocumentScanned,
    DocumentWithdrawn,
    Scan,
)
from shared.identity.demonstration import PEOPLE
from tests.support.stored_service import (
    StoredService,
    application,
    client,
    numbered,
)

pytestmark = pytest.mark.integration

FOLDER = Path(composition.__file__).parent
SCOPE = "nuclear-medicine"
APPLICATION, PERSON, PORTFOLIO, DECLARATION, LATE = map(numbered, (1, 2, 11, 12, 13))


def received(
    document_id: UUID, kind: str, *seen_by: str, person: UUID | None = PERSON
) -> tuple[str, DocumentReceived]:
    return f"document/{document_id}", DocumentReceived(
        document_id=document_id,
        application_id=APPLICATION,
        kind=kind,
        sha256="ab" * 32,
        size=2_500,
        media_type="application/pdf",
        scan=Scan.NOT_SCANNED,
        seen_by=seen_by,
        holds_up_admission=False,
        person_id=person,
        file_name="Łukasik <portfolio>.pdf",
    )


@pytest.fixture
async def case(assessment: StoredService) -> UUID:
    """A case of two assessors, whose portfolio came before it was submitted."""
    for person in ("assessor-1", "assessor-2"):
        actor = PEOPLE[person].actor
        event = AssessorAppointed(assessor_id=actor, scopes=(SCOPE,), capacity=5)
        await assessment.hears(ASSESSING, (f"assessor/{actor}", event))
    await assessment.hears(
        ASSESSING,
        received(PORTFOLIO, "portfolio", "assessor"),
        received(DECLARATION, "declaration", "panel"),
    )
    submitted = ApplicationSubmitted(
        application_id=APPLICATION,
        scopes=(SCOPE,),
        route="training-scheme",
        submitted_on=date(2026, 11, 1),
        possible_duplicate_of=(),
        person_id=PERSON,
    )
    await assessment.hears(ASSESSING, (f"application/{APPLICATION}", submitted))
    found = await assessment.pool.fetchval("SELECT assessment_id FROM cases")
    assert isinstance(found, UUID)
    return found


async def listed(
    assessment: StoredService, case: UUID, data: Path, person: str = "assessor-1"
) -> list[dict[str, object]]:
    app = application(assessment, FOLDER, api.router)
    async with client(app, person, data) as reader:
        answer = await reader.get(f"/api/cases/{case}")
    assert answer.status_code == 200
    return answer.json()["documents"]


async def test_are_those_that_assessors_may_see_and_no_others(
    assessment: StoredService, case: UUID, tmp_path: Path
) -> None:
    for person in ("assessor-1", "assessor-2", "registrar"):
        [one] = await listed(assessment, case, tmp_path, person)
        assert one["document_id"] == str(PORTFOLIO)
        assert (one["size"], one["scan"]) == (2_500, "not-scanned")


async def test_open_from_the_case_s_page_where_they_are_kept(
    assessment: StoredService, case: UUID, tmp_path: Path
) -> None:
    assessment.settings.peers["applications"] = "http://127.0.0.1:8001"
    app = application(assessment, FOLDER, pages.router)
    async with client(app, "assessor-1", tmp_path) as anna:
        shown = (await anna.get(f"/cases/{case}")).text
    assert f'href="http://127.0.0.1:8001/documents/{PORTFOLIO}"' in shown
    assert "Łukasik &lt;portfolio&gt;.pdf" in shown
    assert "Portfolio, 3 KB, Not scanned" in shown
    assert str(DECLARATION) not in shown


async def test_say_what_a_scanner_found_and_go_when_they_are_taken_back(
    assessment: StoredService, case: UUID, tmp_path: Path
) -> None:
    await assessment.hears(ASSESSING, received(LATE, "further-information", "assessor"))
    scanned = DocumentScanned(
        document_id=LATE,
        application_id=APPLICATION,
        scan=Scan.CLEAN,
        holds_up_admission=False,
    )
    gone = DocumentWithdrawn(document_id=PORTFOLIO, application_id=APPLICATION)
    await assessment.hears(
        ASSESSING, (f"document/{LATE}", scanned), (f"document/{PORTFOLIO}", gone)
    )
    [one] = await listed(assessment, case, tmp_path)
    assert (one["document_id"], one["scan"]) == (str(LATE), "clean")


async def test_go_with_their_person_and_do_not_come_back(
    assessment: StoredService, case: UUID, tmp_path: Path
) -> None:
    for held in HOLDS:
        await assessment.pool.execute(held.statement, PERSON)
    again = received(LATE, "portfolio", "assessor", person=None)
    await assessment.hears(ASSESSING, again)
    assert await listed(assessment, case, tmp_path) == []


async def test_are_not_shown_to_who_judged_an_earlier_round(
    assessment: StoredService, case: UUID, tmp_path: Path
) -> None:
    await assessment.pool.execute(
        "UPDATE case_assessors SET part = 'former-assessor' WHERE assessor_id = $1",
        PEOPLE["assessor-1"].actor,
    )
    assert await listed(assessment, case, tmp_path) == []
    assert len(await listed(assessment, case, tmp_path, "assessor-2")) == 1
