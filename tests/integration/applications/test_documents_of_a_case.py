"""The documents of a case."""

import os
import time
from collections.abc import AsyncGenerator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, cast
from uuid import UUID, uuid4

import httpx
import pytest

from services.applications.documents.keeping import Keeping, key_of
from services.applications.documents.scanning import scanner_at
from services.applications.evidence import api, caretaking, pages
from services.applications.evidence.projections import HOLDS
from services.applications.evidence.subscribers import EVIDENCE
from services.applications.evidence.uploading import Documents, with_documents
from services.applications.matters import read_matters
from shared.contracts.assessment import AssessorsAssigned
from shared.contracts.envelope import Envelope, encode
from shared.identity.demonstration import PEOPLE
from shared.messaging.arrivals import judge_bytes
from tests.support.applications import NOW, answers, application_id
from tests.support.applications_service import SERVICE, ApplicationsService, row
from tests.support.clamd import EICAR, FakeClamd, fake_clamd
from tests.support.documents import a_pdf, a_png
from tests.support.web import bearer, browser, small_application

pytestmark = pytest.mark.integration

ID = application_id("REF-1")
ORIGIN = {"origin": "http://localhost:8001"}
EVENTS = "SELECT type FROM events WHERE stream = $1 ORDER BY version"


@dataclass
class Desk:
    """The doors of evidence on a case that the applicant submitted."""

    service: ApplicationsService
    documents: Documents
    folder: Path

    def client(self, person: str | None = None) -> httpx.AsyncClient:
        """Return a client of the doors of evidence."""
        app = small_application(
            self.service.data,
            with_documents(self.documents, api.router, pages.router),
            templates=sorted(SERVICE.glob("*/templates")),
            larger_bodies={"/documents": 50_000_000},
        )
        app.state.service = self.service
        client = browser(app)
        if person:
            client.headers.update(bearer(person, self.service.data))
        return client

    async def add(
        self,
        content: bytes,
        person: str = "applicant",
        kind: str = "portfolio",
        name: str = "portfolio.pdf",
        document_id: UUID | None = None,
    ) -> httpx.Response:
        """Send a document, and return the answer."""
        async with self.client(person) as client:
            return await client.post(
                f"/api/applications/{ID}/documents",
                data={"kind": kind, "document_id": str(document_id or uuid4())},
                files={"document": (name, content, "application/x-whatever")},
            )

    async def added(self, content: bytes, **more: Any) -> UUID:  # noqa: ANN401
        """Return the id of a document that was taken."""
        answer = await self.add(content, **more)
        assert answer.status_code == 200, answer.text
        return UUID(answer.json()["document_id"])

    async def status(self, person: str | None, path: str) -> int:
        """Return the status that somebody gets."""
        async with self.client(person) as client:
            return (await client.get(path)).status_code

    async def assign(self, *people: str) -> None:
        """Let evidence hear that these assess the case."""
        assessment = uuid4()
        event = AssessorsAssigned(
            assessment_id=assessment,
            application_id=ID,
            assessors=tuple(PEOPLE[person].actor for person in people),
            due_at=NOW,
        )
        envelope = Envelope(
            id=uuid4(),
            type=event.TYPE,
            source="/assessment",
            subject=f"assessment/{assessment}",
            sequence=1,
            time=NOW,
            walltime=NOW,
            effective=NOW.date(),
            actor="service:assessment",
            reason=event.REASON,
            rulebook="rct-voluntary@2015-09-07",
            correlationid=uuid4(),
            causationid=uuid4(),
            data=event.model_dump(mode="json"),
        )
        inbox = self.service.another_inbox(EVIDENCE)
        await inbox.take([judge_bytes(encode(envelope), "")])

    async def types(self, document_id: UUID) -> list[str]:
        """Return what happened to a document, in order."""
        rows = await self.service.pool.fetch(EVENTS, f"document/{document_id}")
        return [each["type"].split(".")[-2] for each in rows]

    async def matters(self) -> list[str]:
        """Return what stands in the way of the case."""
        async with self.service.read() as database:
            found = await read_matters(database, [ID])
        return [each.matter for each in found.get(ID, ())]

    @property
    def kept(self) -> set[str]:
        """The keys in the document store, which is a folder here."""
        return {
            str(path.relative_to(self.folder))
            for path in self.folder.rglob("*")
            if path.is_file()
        }


@pytest.fixture
async def desk(applications: ApplicationsService, tmp_path: Path) -> Desk:
    """The applicant's submitted application, as evidence has heard of it."""
    async with applications.client("applicant") as client:
        answer = await client.post("/api/applications", json=row(answers()))
        assert answer.status_code == 200, answer.text
    await applications.hear_own(applications.another_inbox(EVIDENCE))
    folder = tmp_path / "documents"
    keeping = Keeping(f"file://{folder}")
    return Desk(applications, Documents(keeping, scanner_at(None)), folder)


@pytest.fixture
async def clamd(desk: Desk) -> AsyncGenerator[FakeClamd]:
    """A scanner, which the desk asks."""
    async with fake_clamd() as clamd:
        desk.documents = Documents(desk.documents.keeping, scanner_at(clamd.address))
        yield clamd


async def test_are_kept_under_their_hash_and_recorded(desk: Desk) -> None:
    content = a_pdf()
    document_id = await desk.added(content)
    assert desk.kept == {key_of(document_id, sha256(content).hexdigest())}
    assert await desk.types(document_id) == ["document-received"]
    async with desk.client("registrar") as client:
        listed = (await client.get(f"/api/applications/{ID}/documents")).json()
    [line] = listed["documents"]
    assert line["sha256"] == sha256(content).hexdigest()
    assert line["media_type"] == "application/pdf"
    assert (line["file_name"], line["scan"]) == ("portfolio.pdf", "not-scanned")


async def test_may_be_sent_again_and_are_one(desk: Desk) -> None:
    document_id = uuid4()
    await desk.added(a_pdf(), document_id=document_id)
    await desk.added(a_pdf(), document_id=document_id)
    other = await desk.add(a_pdf("other"), document_id=document_id)
    assert (other.status_code, other.json()["code"]) == (409, "other-content")
    assert await desk.types(document_id) == ["document-received"]


async def test_are_given_away_as_they_came_and_never_shown(desk: Desk) -> None:
    document_id = await desk.added(a_png(), name="C:\\x\\Zoë 1.png")
    async with desk.client("applicant") as client:
        for path in (
            f"/documents/{document_id}",
            f"/api/documents/{document_id}/content",
        ):
            answer = await client.get(path)
            assert answer.content == a_png()
            assert answer.headers["content-type"] == "image/png"
            assert answer.headers["x-content-type-options"] == "nosniff"
            assert answer.headers["content-security-policy"].startswith("sandbox")
            said = answer.headers["content-disposition"]
            assert said == "attachment; filename*=UTF-8''Zo%C3%AB%201.png"


async def test_are_read_on_record(desk: Desk) -> None:
    document_id = await desk.added(a_pdf())
    await desk.status("registrar", f"/api/documents/{document_id}/content")
    looks = await desk.service.pool.fetch(
        "SELECT convert_from(entry, 'UTF8') AS entry FROM events"
        " WHERE stream LIKE 'looking/%'"
    )
    assert any(f"document/{document_id}" in each["entry"] for each in looks)


async def test_exist_for_those_on_the_case_alone(desk: Desk) -> None:
    document_id = await desk.added(a_pdf())
    paths = (
        f"/api/documents/{document_id}",
        f"/api/documents/{document_id}/content",
        f"/api/applications/{ID}/documents",
        f"/applications/{ID}/documents",
    )
    for path in paths:
        assert await desk.status("assessor-1", path) == 404
    await desk.assign("assessor-1")
    for path in paths:
        assert await desk.status("registrar", path) == 200
        assert await desk.status("applicant", path) == 200
        assert await desk.status("assessor-1", path) == 200
        assert await desk.status("assessor-2", path) == 404
        assert await desk.status("regulator", path) == 403
        assert await desk.status(None, path) == 401


async def test_of_a_declaration_exist_for_no_assessor(desk: Desk) -> None:
    document_id = await desk.added(a_pdf(), kind="declaration")
    await desk.assign("assessor-1")
    assert await desk.status("assessor-1", f"/api/documents/{document_id}") == 404
    async with desk.client("assessor-1") as client:
        listed = await client.get(f"/api/applications/{ID}/documents")
    assert listed.json() == {"documents": []}


async def test_are_added_by_nobody_outside_the_case(desk: Desk) -> None:
    await desk.assign("assessor-1")
    assert (await desk.add(a_pdf(), person="assessor-1")).status_code == 403
    await desk.service.pool.execute("UPDATE evidence_cases SET actor = 'actor-other'")
    assert (await desk.add(a_pdf())).status_code == 404
    assert (await desk.add(a_pdf(), person="registrar")).status_code == 200


@pytest.mark.parametrize(
    ("content", "kind", "status", "code"),
    [
        (b"MZ\x90\x00", "portfolio", 422, "type-not-accepted"),
        (a_pdf()[:-9], "portfolio", 422, "unreadable-document"),
        (a_pdf(trailer="/Encrypt 5 0 R"), "portfolio", 422, "encrypted-document"),
        (b"", "portfolio", 422, "empty-document"),
        (a_pdf(), "holiday-picture", 422, "malformed"),
    ],
)
async def test_are_refused_whole_where_anything_is_wrong(
    desk: Desk, content: bytes, kind: str, status: int, code: str
) -> None:
    answer = await desk.add(content, kind=kind)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert answer.json()["field"]
    assert desk.kept == set()


async def test_are_refused_beyond_the_rulebooks_size(desk: Desk) -> None:
    largest = desk.service.rulebook.evidence.largest_bytes
    answer = await desk.add(a_pdf("x" * largest))
    assert (answer.status_code, answer.json()["code"]) == (422, "too-large")
    assert "25 MB" in answer.json()["detail"]
    assert desk.kept == set()


@pytest.mark.parametrize(
    "sent",
    [
        {"json": {"kind": "portfolio"}},
        {"data": {"kind": "portfolio"}},
        {"files": {"document": ("x.pdf", a_pdf())}},
        {"files": {"document": ("x.pdf", a_pdf())}, "data": {"document_id": "1"}},
        {"content": b"x", "headers": {"content-type": "multipart/form-data"}},
        {
            "content": b"--b\r\nbroken",
            "headers": {"content-type": "multipart/form-data; boundary=b"},
        },
    ],
)
async def test_are_asked_for_again_where_the_form_is_wrong(
    desk: Desk, sent: dict[str, Any]
) -> None:
    async with desk.client("applicant") as client:
        answer = await client.post(f"/api/applications/{ID}/documents", **sent)
    assert (answer.status_code, answer.json()["code"]) == (422, "malformed")


async def test_are_added_listed_and_taken_back_by_plain_forms(desk: Desk) -> None:
    path = f"/applications/{ID}/documents"
    async with desk.client("applicant") as client:
        client.headers.update({**ORIGIN, "accept": "text/html"})
        wrong = await client.post(
            path, data={"kind": "portfolio"}, files={"document": ("x.exe", b"MZ\x90")}
        )
        assert wrong.status_code == 422
        assert "There is a problem" in wrong.text
        right = await client.post(
            path,
            data={"kind": "portfolio"},
            files={"document": ("<b>.pdf", a_pdf())},
        )
        assert (right.status_code, right.headers["location"]) == (303, path)
        shown = (await client.get(path)).text
        assert "&lt;b&gt;.pdf" in shown
        [document_id] = await desk.service.pool.fetch(
            "SELECT document_id FROM documents"
        )
        back = await client.post(f"/documents/{document_id[0]}/withdrawal")
        assert (back.status_code, back.headers["location"]) == (303, path)
        assert "No document has come yet" in (await client.get(path)).text


async def test_are_destroyed_once_taken_back(desk: Desk) -> None:
    document_id = await desk.added(a_pdf())
    async with desk.client("applicant") as client:
        path = f"/api/documents/{document_id}/withdrawal"
        assert (await client.post(path)).status_code == 200
    async with desk.client("applicant") as client:
        assert (await client.get(f"/api/documents/{document_id}")).status_code == 404
    running = cast("Any", desk.service)
    assert await caretaking.has_documents_to_destroy(running)
    assert await caretaking.destroy_gone(running, desk.documents) == 1
    assert await caretaking.destroy_gone(running, desk.documents) == 0
    assert desk.kept == set()
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
    running = cast("Any", desk.service)
    assert await desk.status("registrar", f"/api/documents/{document_id}") == 404
    await caretaking.destroy_gone(running, desk.documents)
    assert desk.kept == set()
    assert (await desk.types(document_id))[-1] == "document-destroyed"
    # A backup of the document store brings the object back: the sweep destroys it.
    back = desk.folder / f"{document_id}" / sha256(a_pdf()).hexdigest()
    back.parent.mkdir()
    back.write_bytes(a_pdf())
    old = time.time() - 100_000
    os.utime(back, (old, old))
    assert await caretaking.destroy_orphans(running, desk.documents) == 1
    assert desk.kept == set()


async def test_leave_no_orphan_and_no_kept_one_is_taken_for_one(desk: Desk) -> None:
    await desk.added(a_pdf())
    young = desk.folder / f"{uuid4()}" / "ab"
    orphan = desk.folder / f"{uuid4()}" / "cd"
    stray = desk.folder / "stray"
    for path in (young, orphan, stray):
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"x")
    old = time.time() - 100_000
    for path in {desk.folder / key for key in desk.kept} - {young}:
        os.utime(path, (old, old))
    running = cast("Any", desk.service)
    assert await caretaking.destroy_orphans(running, desk.documents) == 2
    assert len(desk.kept) == 2


async def test_are_not_given_away_where_the_store_keeps_something_else(
    desk: Desk,
) -> None:
    document_id = await desk.added(a_pdf())
    [key] = desk.kept
    (desk.folder / key).write_bytes(a_pdf("forged"))
    assert await desk.status("registrar", f"/documents/{document_id}") == 500
    (desk.folder / key).unlink()
    assert await desk.status("registrar", f"/documents/{document_id}") == 503


async def test_are_scanned_before_they_are_kept(desk: Desk, clamd: FakeClamd) -> None:
    document_id = await desk.added(a_pdf())
    refused = await desk.add(a_pdf(EICAR.decode()))
    assert (refused.status_code, refused.json()["code"]) == (422, "infected-document")
    assert len(desk.kept) == 1
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
    running = cast("Any", desk.service)
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
