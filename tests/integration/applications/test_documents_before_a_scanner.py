"""Documents before a scanner."""

import pytest

from services.applications.evidence import caretaking
from tests.support.clamd import EICAR, FakeClamd
from tests.support.documents import a_pdf
from tests.support.documents_desk import Desk

pytestmark = pytest.mark.integration


async def test_are_scanned_before_they_are_kept(desk: Desk, clamd: FakeClamd) -> None:
    document_id = await desk.added(a_pdf())
    refused = await desk.add(a_pdf(EICAR.decode()))
    assert (refused.status_code, refused.json()["code"]) == (422, "infected-document")
    assert len(await desk.kept()) == 1
    async with desk.client("applicant") as client:
        seen = (await client.get(f"/api/documents/{document_id}")).json()
    assert seen["scan"] == "clean"
    assert len(clamd.streams) == 2


async def test_wait_for_a_scanner_that_is_down(desk: Desk, clamd: FakeClamd) -> None:
    clamd.silent = True
    clean = await desk.added(a_pdf())
    infected = await desk.added(a_pdf(EICAR.decode()))
    content = f"/api/documents/{clean}/content"
    assert await desk.status("applicant", content) == 409
    running = desk.running
    assert await caretaking.scan_due(running, desk.documents) == 0
    assert await desk.types(clean) == ["document-received"]
    # It is tried again when it is due, and not before.
    clamd.silent = False
    assert await caretaking.scan_due(running, desk.documents) == 0
    await desk.service.pool.execute("UPDATE documents SET scan_due_at = now()")
    assert await caretaking.scan_due(running, desk.documents) == 2
    assert await desk.status("applicant", content) == 200
    other = f"/api/documents/{infected}/content"
    assert await desk.status("applicant", other) == 409
    assert await desk.matters() == ["document"]
    async with desk.client("applicant") as client:
        await client.post(f"/api/documents/{infected}/withdrawal")
    assert await desk.matters() == []
