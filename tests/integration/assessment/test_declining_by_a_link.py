"""Declining a case by the link of a letter."""

from datetime import date, timedelta
from pathlib import Path
from uuid import UUID

import httpx
import pytest
from fastapi import FastAPI

from services.assessment import app as composition
from services.assessment.assessing import declining, pages
from services.assessment.assessing.subscribers import ASSESSING
from shared.contracts.applications import ApplicationSubmitted
from shared.contracts.assessment import AssessorAppointed
from shared.identity.demonstration import PEOPLE, service_key_path
from shared.identity.keys import read_signing_key
from shared.identity.links import sign_link
from tests.support.stored_service import (
    ORIGIN,
    StoredService,
    application,
    client,
    numbered,
)

pytestmark = pytest.mark.integration

FOLDER = Path(composition.__file__).parent
SCOPE = "nuclear-medicine"
FIRST, SECOND = PEOPLE["assessor-1"].actor, PEOPLE["assessor-2"].actor


@pytest.fixture
async def case(assessment: StoredService) -> UUID:
    """A case of two, with a third in reserve."""
    for actor in (FIRST, SECOND, "actor-zed"):
        event = AssessorAppointed(assessor_id=actor, scopes=(SCOPE,), capacity=5)
        await assessment.hears(ASSESSING, (f"assessor/{actor}", event))
    submitted = ApplicationSubmitted(
        application_id=numbered(1),
        scopes=(SCOPE,),
        route="training-scheme",
        submitted_on=date(2026, 11, 1),
        possible_duplicate_of=(),
        person_id=numbered(1),
        family_name="Quartermain",
    )
    await assessment.hears(ASSESSING, (f"application/{numbered(1)}", submitted))
    found = await assessment.pool.fetchval("SELECT assessment_id FROM cases")
    assert isinstance(found, UUID)
    return found


def anonymous(app: FastAPI) -> httpx.AsyncClient:
    return httpx.AsyncClient(
        transport=httpx.ASGITransport(app=app),
        base_url=ORIGIN,
        headers={"origin": ORIGIN},
    )


def link(
    assessment: StoredService,
    data: Path,
    case: UUID,
    purpose: str = "decline",
    signer: str = "notifications",
) -> str:
    key = read_signing_key(service_key_path(signer, data))
    end = assessment.clock.now() + timedelta(days=7)
    return f"/decline/{sign_link(purpose, f'{case}:{FIRST}', end, key)}"


async def seats(assessment: StoredService) -> list[str]:
    rows = await assessment.pool.fetch(
        "SELECT assessor_id FROM case_assessors ORDER BY assessor_id"
    )
    return [row["assessor_id"] for row in rows]


async def test_shows_a_form_and_changes_nothing_by_being_opened(
    assessment: StoredService, case: UUID, tmp_path: Path
) -> None:
    app = application(assessment, FOLDER, declining.router)
    async with anonymous(app) as anybody:
        shown = await anybody.get(link(assessment, tmp_path, case))
    assert shown.status_code == 200
    assert "Give the case back" in shown.text
    assert "Quartermain" not in shown.text
    assert shown.headers["referrer-policy"] == "no-referrer"
    assert await seats(assessment) == sorted([FIRST, SECOND])


async def test_gives_the_case_to_another_once(
    assessment: StoredService, case: UUID, tmp_path: Path
) -> None:
    app = application(assessment, FOLDER, declining.router)
    address = link(assessment, tmp_path, case)
    async with anonymous(app) as anybody:
        wrong = await anybody.post(address, data={"reason": "boredom"})
        first = await anybody.post(address, data={"reason": "no-time"})
        again = await anybody.post(address, data={"reason": "no-time"})
        opened = await anybody.get(address)
    assert (wrong.status_code, first.status_code) == (422, 200)
    assert again.status_code == 200
    assert opened.status_code == 410
    assert "The case is not with you" in opened.text
    assert "You need do nothing more" in opened.text
    assert await seats(assessment) == sorted([SECOND, "actor-zed"])
    stream = f"assessment/{case}"
    assert (await assessment.events(stream))[2:] == [
        "assessor-recused",
        "assessor-joined",
    ]


async def test_needs_a_link_of_the_right_kind_and_signer_in_its_time(
    assessment: StoredService, case: UUID, tmp_path: Path
) -> None:
    app = application(assessment, FOLDER, declining.router)
    addresses = [
        "/decline/nonsense",
        link(assessment, tmp_path, case, purpose="confirm"),
        link(assessment, tmp_path, case, signer="audit"),
        link(assessment, tmp_path, case),
    ]
    assessment.clock.offset += timedelta(days=8)
    async with anonymous(app) as anybody:
        form = {"reason": "no-time"}
        said = [await anybody.post(one, data=form) for one in addresses]
    assert [one.status_code for one in said] == [404, 404, 404, 410]
    assert "could be used until" in said[-1].text
    assert "registrar@register.example" in said[-1].text
    assert await seats(assessment) == sorted([FIRST, SECOND])


async def test_is_done_from_the_case_s_own_page_too(
    assessment: StoredService, case: UUID, tmp_path: Path
) -> None:
    app = application(assessment, FOLDER, pages.router)
    form = {"command_id": str(numbered(77)), "reason": "illness"}
    async with client(app, "assessor-1", tmp_path) as anna:
        before = await anna.get(f"/cases/{case}", headers={"accept": "text/html"})
        done = await anna.post(f"/cases/{case}/recuse", data=form)
        after = await anna.get(f"/cases/{case}")
    assert "Give the case back" in before.text
    assert (done.status_code, done.headers["location"]) == (303, "/queue")
    assert after.status_code == 404


async def test_is_done_for_an_assessor_by_the_registrar(
    assessment: StoredService, case: UUID, tmp_path: Path
) -> None:
    app = application(assessment, FOLDER, pages.router)
    form = {
        "command_id": str(numbered(78)),
        "assessor_id": FIRST,
        "reason": "not-answering",
        "to": "actor-zed",
    }
    async with client(app, "registrar", tmp_path) as registrar:
        shown = await registrar.get(f"/cases/{case}")
        refused = await registrar.post(
            f"/cases/{case}/reassign",
            data={**form, "command_id": str(numbered(79)), "to": SECOND},
        )
        done = await registrar.post(f"/cases/{case}/reassign", data=form)
    assert "Give it to another" in shown.text
    assert (refused.status_code, done.status_code) == (409, 303)
    assert "on the case" in refused.text
    assert await seats(assessment) == sorted([SECOND, "actor-zed"])
