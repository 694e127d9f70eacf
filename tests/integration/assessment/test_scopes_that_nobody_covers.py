"""A scope for which nobody is appointed says so, before a case comes for it."""

from pathlib import Path

import pytest

from services.assessment import app as composition
from services.assessment.assessors import api, pages
from shared.contracts.assessment import AppointAssessor
from shared.rulebook.tables.scopes import Opening
from tests.support.stored_service import StoredService, application, client

pytestmark = pytest.mark.integration

FOLDER = Path(composition.__file__).parent
HEADING = "Scopes for which nobody is appointed"


async def test_is_named_until_somebody_is_appointed_for_it(
    assessment: StoredService, tmp_path: Path
) -> None:
    wanted = [
        scope.code
        for scope in assessment.rulebook.scopes
        if scope.open is not Opening.CLOSED
    ]
    app = application(assessment, FOLDER, api.router, pages.router)
    async with client(app, "registrar", tmp_path) as registrar:
        for appointed in (wanted[:0], wanted[:1], wanted):
            if appointed:
                appoint = AppointAssessor(
                    assessor_id=f"actor-{len(appointed)}",
                    scopes=tuple(appointed),
                    capacity=5,
                    name="Asha Anand",
                    email="asha@register.example",
                )
                (answer,) = await assessment.ask("registrar", appoint)
                assert answer.code is None
            left = [code for code in wanted if code not in appointed]
            told = (await registrar.get("/api/scopes")).json()
            assert told["uncovered"] == left
            assert (HEADING in (await registrar.get("/assessors")).text) is bool(left)
