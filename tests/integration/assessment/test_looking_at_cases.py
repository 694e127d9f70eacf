"""Looking at cases, on record before the reply."""

import asyncio
from datetime import date
from pathlib import Path

import orjson
import pytest
from fastapi import FastAPI

from services.assessment import app as composition
from services.assessment.assessing import api, pages
from shared.contracts.sealing import open_disclosure
from shared.identity.demonstration import PEOPLE
from tests.support.stored_service import (
    StoredService,
    application,
    client,
    numbered,
    stored_service,
)

pytestmark = pytest.mark.integration

FOLDER = Path(composition.__file__).parent
REGISTRAR = PEOPLE["registrar"].actor


def serving(service: StoredService) -> FastAPI:
    """Return the service's doors."""
    return application(service, FOLDER, api.router, pages.router)


async def looks(service: StoredService) -> list[dict[str, object]]:
    """Return the looks of today's stream of the registrar, in order."""
    today = service.clock.now().date()
    stream = f"looking/assessment/{REGISTRAR}/{date.isoformat(today)}"
    rows = await service.pool.fetch(
        "SELECT entry FROM events WHERE stream = $1 AND topic = 'assessment.views'"
        " ORDER BY version",
        stream,
    )
    return [orjson.loads(row["entry"]) for row in rows]


async def test_is_there_when_the_reply_comes(
    assessment: StoredService, tmp_path: Path
) -> None:
    async with client(serving(assessment), "registrar", tmp_path) as registrar:
        answer = await registrar.get("/api/cases", headers={"x-purpose": "casework"})
        shown = await looks(assessment)
        missing = await registrar.get(f"/api/cases/{numbered(9)}")
    assert (answer.status_code, missing.status_code) == (200, 404)
    [event] = shown
    assert event["actor"] == REGISTRAR
    assert event["correlationid"] == answer.headers["x-correlation-id"]
    data = event["data"]
    assert isinstance(data, dict)
    assert data["purpose"] == "casework"
    last = (await looks(assessment))[-1]["data"]
    assert isinstance(last, dict)
    assert (last["outcome"], last["subject"]) == (
        "not-found",
        f"assessment/{numbered(9)}",
    )


async def test_belongs_to_the_trace_of_its_request(
    assessment: StoredService, tmp_path: Path
) -> None:
    trace = "00-11111111111111111111111111111111-2222222222222222-01"
    async with client(serving(assessment), "registrar", tmp_path) as registrar:
        for sent in (trace, "nonsense"):
            await registrar.get("/api/cases", headers={"traceparent": sent})
    rows = await assessment.pool.fetch(
        "SELECT traceparent FROM events ORDER BY version"
    )
    assert [row["traceparent"] for row in rows] == [trace, None]


async def test_seals_what_was_sought(assessment: StoredService, tmp_path: Path) -> None:
    async with client(serving(assessment), "registrar", tmp_path) as registrar:
        await registrar.get("/api/cases", params={"name": "Zoë Quartermain"})
    [event] = await looks(assessment)
    assert "Quartermain" not in str(event)
    rows = await assessment.pool.fetch("SELECT disclosures FROM disclosures")
    opened = dict(
        open_disclosure(one) for row in rows for one in row["disclosures"].split("~")
    )
    assert opened["sought"] == "name=Zoë Quartermain"


async def test_fails_for_nobody_when_one_person_looks_from_everywhere(
    assessment: StoredService, tmp_path: Path
) -> None:
    # Two processes of the same service, each with forty requests at once.
    other = stored_service(
        "assessment",
        assessment.pool,
        assessment.store,
        tmp_path,
        *assessment.capabilities,
    )
    apps = [serving(assessment), serving(other)]
    clients = [client(app, "registrar", tmp_path) for app in apps]
    answers = await asyncio.gather(
        *(one.get("/api/cases") for one in clients for _ in range(40))
    )
    for one in clients:
        await one.aclose()
    assert {answer.status_code for answer in answers} == {200}
    versions = [event["sequence"] for event in await looks(assessment)]
    assert versions == [str(number) for number in range(1, 81)]
