"""Receiving the documents of a case, in a folder and by S3."""

from hashlib import sha256
from uuid import uuid4

import pytest

from services.applications.documents.keeping import key_of
from tests.support.documents import a_pdf, a_png
from tests.support.documents_desk import ID, Desk

pytestmark = [
    pytest.mark.integration,
    pytest.mark.parametrize("document_store", ["folder", "s3"], indirect=True),
]


async def test_are_kept_under_their_hash_and_recorded(desk: Desk) -> None:
    content = a_pdf()
    document_id = await desk.added(content)
    assert await desk.kept() == {key_of(document_id, sha256(content).hexdigest())}
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
    assert await desk.kept() == set()


async def test_are_refused_beyond_the_rulebooks_size(desk: Desk) -> None:
    largest = desk.service.rulebook.evidence.largest_bytes
    answer = await desk.add(a_pdf("x" * largest))
    assert (answer.status_code, answer.json()["code"]) == (422, "too-large")
    assert "25 MB" in answer.json()["detail"]
    assert await desk.kept() == set()


async def test_are_not_given_away_where_the_store_keeps_something_else(
    desk: Desk,
) -> None:
    document_id = await desk.added(a_pdf())
    [key] = await desk.kept()
    await desk.put(key, a_pdf("forged"))
    assert await desk.status("registrar", f"/documents/{document_id}") == 500
    await desk.documents.keeping.delete(key)
    assert await desk.status("registrar", f"/documents/{document_id}") == 503
