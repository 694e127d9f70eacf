"""Adding documents by forms."""

from typing import Any

import pytest

from tests.support.documents import a_pdf
from tests.support.documents_desk import ID, Desk

pytestmark = pytest.mark.integration
PATH = f"/applications/{ID}/documents"
PAGE = {"accept": "text/html"}
ORIGIN = {"origin": "http://localhost:8001"}


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


async def test_shows_what_the_route_asks_for_until_it_has_come(desk: Desk) -> None:
    async with desk.client("applicant") as client:
        before = (await client.get(PATH, headers=PAGE)).text
        await client.post(
            PATH,
            data={"kind": "certificate"},
            files={"document": ("award.pdf", a_pdf())},
            headers=PAGE | ORIGIN,
        )
        after = (await client.get(PATH, headers=PAGE)).text
    assert "Certificate of the award: <strong>still missing" in before
    assert "Certificate of the award: <strong>has come" in after
    assert "not needed by everybody" in after


async def test_tells_the_registrar_what_has_not_come(desk: Desk) -> None:
    async with desk.client("registrar") as client:
        shown = (await client.get(PATH, headers=PAGE)).text
    assert "Certificate of the award: <strong>still missing" in shown
