"""Destroying documents, in a folder and by S3."""

from datetime import UTC, datetime, timedelta
from hashlib import sha256
from uuid import uuid4

import pytest

from services.applications.documents.keeping import key_of
from services.applications.evidence import caretaking
from services.applications.evidence.projections import HOLDS
from shared.clock import Clock
from tests.support.documents import a_pdf
from tests.support.documents_desk import Desk

pytestmark = [
    pytest.mark.integration,
    pytest.mark.parametrize("document_store", ["folder", "s3"], indirect=True),
]


class ADayLater(Clock):
    """A machine's clock that is past the time an upload may take."""

    def wall(self) -> datetime:
        """Return the instant."""
        return datetime.now(UTC) + caretaking.GRACE + timedelta(minutes=1)


def a_day_goes_by(desk: Desk) -> None:
    """Let whatever is in the store be old."""
    desk.service.clock = ADayLater()


async def test_are_destroyed_once_taken_back(desk: Desk) -> None:
    document_id = await desk.added(a_pdf())
    async with desk.client("applicant") as client:
        path = f"/api/documents/{document_id}/withdrawal"
        assert (await client.post(path)).status_code == 200
    async with desk.client("applicant") as client:
        assert (await client.get(f"/api/documents/{document_id}")).status_code == 404
    running = desk.running
    assert await caretaking.has_documents_to_destroy(running)
    assert await caretaking.destroy_gone(running, desk.documents) == 1
    assert await caretaking.destroy_gone(running, desk.documents) == 0
    assert await desk.kept() == set()
    assert await desk.types(document_id) == [
        "document-received",
        "document-withdrawn",
        "document-destroyed",
    ]


async def test_stay_once_assessors_were_given_them(desk: Desk) -> None:
    document_id = await desk.added(a_pdf())
    await desk.assign("assessor-1")
    async with desk.client("applicant") as client:
        answer = await client.post(f"/api/documents/{document_id}/withdrawal")
    assert (answer.status_code, answer.json()["code"]) == (409, "with-assessors")


async def test_are_destroyed_with_the_person_and_stay_so(desk: Desk) -> None:
    document_id = await desk.added(a_pdf())
    person = await desk.service.pool.fetchval("SELECT person_id FROM documents")
    for held in HOLDS:
        await desk.service.pool.execute(held.statement, person)
    running = desk.running
    assert await desk.status("registrar", f"/api/documents/{document_id}") == 404
    await caretaking.destroy_gone(running, desk.documents)
    assert await desk.kept() == set()
    assert (await desk.types(document_id))[-1] == "document-destroyed"
    # A backup of the document store brings the object back: the sweep destroys it.
    await desk.put(key_of(document_id, sha256(a_pdf()).hexdigest()), a_pdf())
    a_day_goes_by(desk)
    assert await caretaking.destroy_orphans(running, desk.documents) == 1
    assert await desk.kept() == set()


async def test_leave_no_orphan_and_no_kept_one_is_taken_for_one(desk: Desk) -> None:
    document_id = await desk.added(a_pdf())
    for key in (f"{uuid4()}/ab", f"{uuid4()}/cd", "stray"):
        await desk.put(key)
    running = desk.running
    # What is young may belong to an upload under way.
    assert await caretaking.destroy_orphans(running, desk.documents) == 0
    a_day_goes_by(desk)
    assert await caretaking.destroy_orphans(running, desk.documents) == 3
    assert await desk.kept() == {key_of(document_id, sha256(a_pdf()).hexdigest())}
