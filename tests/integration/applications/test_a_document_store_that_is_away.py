"""A document store that is away."""

import pytest

from tests.support.documents import a_pdf
from tests.support.documents_desk import Desk

pytestmark = [
    pytest.mark.integration,
    pytest.mark.parametrize("document_store", ["s3"], indirect=True),
]


async def test_takes_no_document_and_says_so(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
    monkeypatch.setenv("AWS_MAX_RETRIES", "0")
    answer = await desk.add(a_pdf())
    assert (answer.status_code, answer.json()["code"]) == (503, "unavailable")
