"""A trail from the service's tables."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from oversight.disclosures import read_disclosures, write_disclosures
from oversight.source import ExportedLog
from oversight.trails.forms.choosing import FORMS, document
from oversight.trails.from_export import trail_in
from oversight.trails.question import Question, read_question
from oversight.trails.trail import NOTHING_FOUND, Heading
from services.audit.trails import api, disclosing
from shared.identity.roles import Role
from tests.support.audit_log import audit_role
from tests.support.exported_log import Said, exported, plain
from tests.support.golden_log import KEY, checkpoint
from tests.support.logged_story import (
    ADA,
    ADAS,
    ADAS_CASE,
    ADAS_ENTRIES,
    ADAS_ERASURE,
    ADAS_NUMBER,
    BEA,
    ERASED_STORY,
    FORGED_STORY,
    IMPORT,
    REGISTRAR,
    STORY,
    TOLD,
)
from tests.support.logged_tables import audit_application, log_entries
from tests.support.web import ORIGIN, bearer

pytestmark = pytest.mark.integration

LOG = [*STORY, *plain(600)]
QUESTIONS: list[dict[str, str]] = [
    *(
        {"subject": it}
        for it in (
            ADA,
            ADAS,
            ADAS_CASE,
            ADAS_NUMBER,
            BEA,
            TOLD,
            f"application/{ADAS}",
            "assessment/a",
            "actor-assessor",
            "service:assessment",
            REGISTRAR,
            str(IMPORT),
            "nobody",
        )
    ),
    {"subject": ADA, "from": "2026-03-02", "to": "2026-03-02"},
    {"subject": ADA, "type": "message-sent"},
    {"subject": REGISTRAR, "text": "lovelace"},
    {"from": "2026-03-02"},
    {"to": "2026-03-01", "type": "application-submitted"},
    {"type": "register.assessment.assessment-opened.v1"},
    {"actor": REGISTRAR},
    {"actor": REGISTRAR, "to": "2026-03-01"},
    {"text": "ada lovelace"},
]
PEOPLE = {"regulator": Role.REGULATOR, "operator": Role.OPERATOR}


@pytest.fixture
async def url(database: str, tmp_path: Path) -> AsyncGenerator[httpx.AsyncClient]:
    """A client of the audit service with the story in its log."""
    async with serving(LOG, database, tmp_path) as client:
        yield client


@asynccontextmanager
async def serving(
    said: list[Said], database: str, tmp_path: Path
) -> AsyncGenerator[httpx.AsyncClient]:
    exported(said, tmp_path / "log")
    async with audit_role(database) as dsn:
        await log_entries(dsn, said)
        app = audit_application(
            tmp_path / "data", dsn, tmp_path / "log", api.router, disclosing.router
        )
        transport = httpx.ASGITransport(app=app)
        async with httpx.AsyncClient(transport=transport, base_url=ORIGIN) as client:
            yield client


async def get(
    client: httpx.AsyncClient, tmp_path: Path, path: str, person: str, **query: object
) -> httpx.Response:
    given: dict[str, Any] = query
    headers = bearer(person, tmp_path / "data")
    return await client.get(path, params=given, headers=headers)


def from_export(directory: Path, question: Question, role: Role, form: str) -> bytes:
    log = ExportedLog(directory, {role}, KEY)
    heading = Heading(question, log.checkpoint)
    return b"".join(document(FORMS[form], heading, trail_in(log, question)))


def asked(words: dict[str, str]) -> Question:
    return read_question(
        *(
            words.get(it, "")
            for it in ("subject", "from", "to", "type", "actor", "text")
        )
    )


@pytest.mark.parametrize("person", PEOPLE)
async def test_is_the_same_bytes_as_from_an_exported_log(
    url: httpx.AsyncClient, tmp_path: Path, person: str
) -> None:
    for words in QUESTIONS:
        for form in FORMS:
            answer = await get(
                url, tmp_path, "/api/trail/document", person, format=form, **words
            )
            assert answer.status_code == 200, answer.text
            expected = from_export(tmp_path / "log", asked(words), PEOPLE[person], form)
            assert answer.content == expected, (words, form)


@pytest.mark.parametrize("person", PEOPLE)
async def test_says_what_is_erased_as_an_exported_log_does(
    database: str, tmp_path: Path, person: str
) -> None:
    async with serving(ERASED_STORY, database, tmp_path) as url:
        for words in QUESTIONS[:8]:
            for form in ("json", "csv"):
                answer = await get(
                    url, tmp_path, "/api/trail/document", person, format=form, **words
                )
                expected = from_export(
                    tmp_path / "log", asked(words), PEOPLE[person], form
                )
                assert answer.content == expected, (words, form)
        for after in (-1, 3):
            page = await get(
                url, tmp_path, "/api/trail", person, subject=ADAS_NUMBER, after=after
            )
            entries = {it["index"]: it for it in page.json()["entries"]}
            (erased,) = entries[6]["erased"]
            assert erased["index"] == ADAS_ERASURE


async def test_calls_nothing_erased_by_who_may_not_order_it(
    database: str, tmp_path: Path
) -> None:
    async with serving(FORGED_STORY, database, tmp_path) as url:
        for words in QUESTIONS[:4]:
            answer = await get(
                url, tmp_path, "/api/trail/document", "regulator", **words
            )
            log = tmp_path / "log"
            expected = from_export(log, asked(words), Role.REGULATOR, "json")
            assert answer.content == expected, words
            assert not any("erased" in it for it in answer.json()["entries"])


@pytest.mark.parametrize("limit", [1, 3, 7, 1000])
async def test_comes_in_pages_that_together_are_the_whole(
    url: httpx.AsyncClient, tmp_path: Path, limit: int
) -> None:
    for words in QUESTIONS[: 3 if limit == 1 else None]:
        whole = await get(url, tmp_path, "/api/trail/document", "regulator", **words)
        paged: list[Any] = []
        after = -1
        while True:
            answer = await get(
                url,
                tmp_path,
                "/api/trail",
                "regulator",
                after=after,
                limit=limit,
                **words,
            )
            page = answer.json()
            assert len(page["entries"]) <= limit
            paged += page["entries"]
            if page["next"] is None:
                break
            assert page["next"] > after
            after = page["next"]
        assert paged == whole.json()["entries"], words


@pytest.mark.parametrize("near", [1, 3])
async def test_finds_a_period_that_is_not_near(
    url: httpx.AsyncClient, tmp_path: Path, near: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("services.audit.trails.queries._NEAR", near)
    path = "/api/trail/document"
    for words in (
        {"from": "2026-03-02", "to": "2026-03-02"},
        {"to": "2026-03-01", "type": "application-submitted"},
        {"from": "2027-01-01"},
    ):
        answer = await get(url, tmp_path, path, "regulator", **words)
        expected = from_export(tmp_path / "log", asked(words), Role.REGULATOR, "json")
        assert answer.content == expected, words


async def test_is_read_as_at_an_earlier_size(
    url: httpx.AsyncClient, tmp_path: Path
) -> None:
    answer = await get(
        url, tmp_path, "/api/trail/document", "regulator", subject=ADA, size=5
    )
    found = answer.json()
    assert [it["index"] for it in found["entries"]] == [
        it for it in ADAS_ENTRIES if it < 5
    ]
    log = ExportedLog(tmp_path / "log", {Role.REGULATOR}, KEY)
    heading = Heading(read_question(ADA), log.checkpoint_at(5))
    assert found["checkpoint"] == heading.checkpoint_json()
    assert found["checkpoint"]["root"] != checkpoint(5).root


async def test_says_that_nothing_was_found(
    url: httpx.AsyncClient, tmp_path: Path
) -> None:
    answer = await get(url, tmp_path, "/api/trail", "regulator", subject="nobody")
    assert answer.json()["note"] == NOTHING_FOUND


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"subject": "x", "from": "2027-02-29"}, "from"),
        ({"subject": "x", "from": "2027-02-02", "to": "2027-02-01"}, "to"),
        ({"subject": "x", "format": "pdf"}, "format"),
        ({"subject": "x", "size": 10_000}, "size"),
        ({"subject": "x" * 501}, "subject"),
        ({}, "subject"),
    ],
)
async def test_names_the_field_that_cannot_be_read(
    url: httpx.AsyncClient, tmp_path: Path, query: dict[str, object], field: str
) -> None:
    answer = await get(url, tmp_path, "/api/trail/document", "regulator", **query)
    assert answer.status_code == 422
    assert answer.json()["field"] == field


async def test_lends_the_disclosures_of_a_bundle_to_a_regulator(
    url: httpx.AsyncClient, tmp_path: Path
) -> None:
    answer = await get(url, tmp_path, "/api/log/disclosures/000", "regulator")
    assert answer.headers["cache-control"] == "no-store"
    found = read_disclosures(answer.content, 0)
    log = ExportedLog(tmp_path / "log", {Role.REGULATOR}, KEY)
    seen = {it.index: it.disclosures for it in log.entries() if it.disclosures}
    assert found == seen
    assert write_disclosures(found) == answer.content
    beyond = await get(url, tmp_path, "/api/log/disclosures/002", "regulator")
    assert beyond.json() == {}
    path = "/api/log/disclosures"
    several = await get(url, tmp_path, path, "regulator", first=0, count=64)
    assert several.headers["cache-control"] == "no-store"
    assert list(several.json()) == [str(number) for number in range(64)]
    assert several.json()["0"] == answer.json()
    assert (await get(url, tmp_path, path, "operator")).status_code == 403
    for query in ({"count": 65}, {"count": 0}, {"first": -1}):
        refused = await get(url, tmp_path, path, "regulator", **query)
        assert refused.status_code == 422


@pytest.mark.parametrize("after", ["-2", "nowhere", str(2**64)])
async def test_names_the_field_of_a_page_that_cannot_be(
    url: httpx.AsyncClient, tmp_path: Path, after: str
) -> None:
    refused = await get(
        url, tmp_path, "/api/trail", "regulator", subject=ADA, after=after
    )
    assert refused.status_code == 422
    assert "after" in refused.json()["detail"]


@pytest.mark.parametrize(
    ("person", "path", "status"),
    [
        ("operator", "000", 403),
        ("assessor-1", "000", 403),
        ("regulator", "000.p/3", 404),
        ("regulator", "0", 404),
        ("regulator", "003", 404),
        ("regulator", "x001/000", 404),
    ],
)
async def test_lends_no_disclosures_else(
    url: httpx.AsyncClient, tmp_path: Path, person: str, path: str, status: int
) -> None:
    answer = await get(url, tmp_path, f"/api/log/disclosures/{path}", person)
    assert answer.status_code == status


@pytest.mark.parametrize(
    "field", ["subject", "from", "to", "type", "actor", "text", "after", "limit"]
)
async def test_names_the_field_that_has_a_nul(
    url: httpx.AsyncClient, tmp_path: Path, field: str
) -> None:
    query = {"subject": ADA, field: "\x00"}
    refused = await get(url, tmp_path, "/api/trail", "regulator", **query)
    assert (refused.status_code, refused.json()["field"]) == (422, field)
