"""Keeping staff from the cases of people they are tied to."""

from datetime import date
from hashlib import sha256
from pathlib import Path
from uuid import UUID

import pytest

from services.assessment import app as composition
from services.assessment.assessing import api, pages
from services.assessment.assessing.projections import HOLDS
from services.assessment.assessing.subscribers import ASSESSING
from shared.contracts.applications import ApplicationSubmitted
from shared.contracts.assessment import AssessorAppointed
from shared.contracts.staff_interests import (
    StaffInterestDeclared,
    StaffInterestEnded,
    Tie,
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
PERSON = numbered(2)
ASSESSORS = ("assessor-1", "assessor-2")


def declared(person: str, **named: object) -> tuple[str, StaffInterestDeclared]:
    event = StaffInterestDeclared.model_validate(
        {
            "interest_id": numbered(50),
            "actor": PEOPLE[person].actor,
            "tie": Tie.FAMILY,
            **named,
        }
    )
    return f"staff-interest/{numbered(50)}", event


async def opened(assessment: StoredService) -> UUID:
    for person in ASSESSORS:
        actor = PEOPLE[person].actor
        event = AssessorAppointed(assessor_id=actor, scopes=(SCOPE,), capacity=5)
        await assessment.hears(ASSESSING, (f"assessor/{actor}", event))
    submitted = ApplicationSubmitted(
        application_id=numbered(1),
        scopes=(SCOPE,),
        route="training-scheme",
        submitted_on=date(2026, 11, 1),
        possible_duplicate_of=(),
        person_id=PERSON,
        email="Zoe@Example.org",
    )
    await assessment.hears(ASSESSING, (f"application/{numbered(1)}", submitted))
    found = await assessment.pool.fetchval("SELECT assessment_id FROM cases")
    assert isinstance(found, UUID)
    return found


@pytest.mark.parametrize(
    "named",
    [
        {"person_id": PERSON},
        {"email_digest": sha256(b"zoe@example.org").hexdigest()},
    ],
)
async def test_gives_no_assessor_such_a_case(
    assessment: StoredService, named: dict[str, object]
) -> None:
    await assessment.hears(ASSESSING, declared("assessor-1", **named))
    case = await opened(assessment)
    stream = f"assessment/{case}"
    assert await assessment.events(stream) == [
        "assessment-opened",
        "assignment-postponed",
    ]


async def test_gives_it_once_the_tie_is_no_more(assessment: StoredService) -> None:
    stream, event = declared("assessor-1", person_id=PERSON)
    await assessment.hears(ASSESSING, (stream, event))
    ended = StaffInterestEnded(interest_id=numbered(50))
    await assessment.hears(ASSESSING, (stream, ended))
    case = await opened(assessment)
    said = await assessment.events(f"assessment/{case}")
    assert said[-1] == "assessors-assigned"


async def test_shows_no_registrar_such_a_case(
    assessment: StoredService, tmp_path: Path
) -> None:
    case = await opened(assessment)
    app = application(assessment, FOLDER, api.router, pages.router)
    paths = (f"/api/cases/{case}", f"/cases/{case}")
    async with client(app, "registrar", tmp_path) as registrar:
        for path in paths:
            assert (await registrar.get(path)).status_code == 200
        await assessment.hears(ASSESSING, declared("registrar", person_id=PERSON))
        for path in paths:
            assert (await registrar.get(path)).status_code == 404
        assert (await registrar.get("/api/cases")).json()["cases"] == []
        assert str(case) not in (await registrar.get("/cases")).text
    async with client(app, "assessor-1", tmp_path) as anna:
        assert (await anna.get(paths[0])).status_code == 200


async def test_forgets_the_tie_with_the_person(assessment: StoredService) -> None:
    await assessment.hears(ASSESSING, declared("assessor-1", person_id=PERSON))
    for held in HOLDS:
        await assessment.pool.execute(held.statement, PERSON)
    assert not await assessment.pool.fetch("SELECT FROM staff_ties")
