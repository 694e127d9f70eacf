"""A report, a sample and the register as at a day, from the service."""

from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any, cast

import asyncpg
import httpx
import orjson
import pytest
from pydantic import SecretStr

from cli.audit.places import REGULATOR, opened_export
from cli.audit.standing import standing_of_export
from oversight.as_at import RegisterAsAt, as_at_document, question_of
from oversight.days import Days
from oversight.documents.document import Asked
from oversight.documents.forms import FORMS
from oversight.period import Period
from oversight.reports.catalogue import REPORTS, compute
from oversight.samples.drawing import Frame, draw_of, sample_document
from services.audit.reports.api import router
from services.audit.reports.issued import REPORTS as REPORTS_ISSUED
from services.audit.reports.worker import issue_if_due
from services.audit.settings import Settings
from shared.capability import Database
from shared.clock import Clock
from shared.contracts.audit import ReportIssued
from shared.contracts.canonical import canonical
from shared.database import open_pool
from shared.eventstore.answers import Answer, Internal
from shared.eventstore.execute import Executor
from shared.looking import LOOKING
from shared.merkle import leaf_hash
from shared.running import RunningService
from tests.support.applications import RULEBOOK
from tests.support.audit_log import audit_role
from tests.support.exported_log import exported
from tests.support.kit_databases import store_on
from tests.support.overseen import MadeUpLog, named
from tests.support.web import SmallService, bearer, browser, small_application

pytestmark = pytest.mark.integration

DAY = date(2026, 3, 2)
SAMPLED = {"sample_size": "1", "seed": "s"}
ENTRY = """
INSERT INTO entries (index, leaf_hash, stream, version, event_id, type, source,
                     recorded_at, keys, entry)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, '{}', $9)
"""
DISCLOSURES = """
INSERT INTO entry_disclosures (entry_index, event_id, disclosures) VALUES ($1, $2, $3)
"""


@dataclass
class AuditService(SmallService):
    """A small service that lends connections to the log's database."""

    dsn: str = ""
    executor: Executor | None = None

    async def execute_internal(self, commands: Sequence[Internal]) -> list[Answer]:
        """Decide what the service asks of itself."""
        assert self.executor is not None
        return await self.executor.execute(commands)

    @asynccontextmanager
    async def read(self) -> AsyncGenerator[Database]:
        """Lend a connection in a transaction that writes nothing."""
        connection = await asyncpg.connect(self.dsn)
        try:
            async with connection.transaction(readonly=True):
                yield cast("Database", connection)
        finally:
            await connection.close()


@pytest.fixture
def export(tmp_path: Path) -> Path:
    """An exported log of some hundred applications and entries."""
    log = MadeUpLog()
    for number in range(40):
        decided = DAY + timedelta(days=number % 30) if number % 7 else None
        route = "equivalence" if number % 3 else "training-scheme"
        log.application(f"a{number}", DAY, decided, route=route)
        if decided is not None:
            log.entry(f"CT{number:06}", decided)
    log.entry("CT999999", DAY + timedelta(days=60))
    return exported(log.said(), tmp_path / "export")


@pytest.fixture
async def audit(
    database: str, export: Path, tmp_path: Path
) -> AsyncGenerator[AuditService]:
    """An audit service that holds the same log; its clock stands after its month."""
    identity = small_application(tmp_path / "identity")
    service = cast("SmallService", identity.state.service)
    async with audit_role(database) as dsn, serving_pool(dsn) as pool:
        await fill(database, export)
        settings = Settings(
            database_url=SecretStr(dsn),
            kafka="127.0.0.1:1",
            port=8004,
            keyset=service.settings.keyset,
            private_key=service.settings.private_key,
            log_files=export,
        )
        clock = StandingClock()
        store = await store_on(pool)
        yield AuditService(
            settings,
            service.keys,
            name="audit",
            clock=clock,
            dsn=dsn,
            executor=Executor(
                "audit", store, (REPORTS_ISSUED, LOOKING), clock, lambda: RULEBOOK
            ),
        )


@asynccontextmanager
async def serving_pool(dsn: str) -> AsyncGenerator["asyncpg.Pool[asyncpg.Record]"]:
    """Yield a pool of the service's role."""
    pool = await open_pool(dsn, 4)
    try:
        yield pool
    finally:
        pool.terminate()


@pytest.fixture
async def client(
    audit: AuditService, tmp_path: Path
) -> AsyncGenerator[httpx.AsyncClient]:
    """A regulator at the doors of the audit service."""
    app = small_application(tmp_path / "identity", router)
    app.state.service = audit
    async with browser(app) as asking:
        asking.headers.update(bearer("regulator", tmp_path / "identity"))
        yield asking


class StandingClock(Clock):
    """A clock that stands on the day after the log's last entry."""

    def now(self) -> datetime:
        """Return the register's instant."""
        return datetime(2026, 5, 2, 9, tzinfo=UTC) + self.offset


async def fill(database: str, export: Path) -> None:
    """Put the exported log into the tables of the audit service."""
    log = opened_export(export, REGULATOR, None, None)
    connection = await asyncpg.connect(database)
    try:
        for entry in log.entries():
            event = entry.event
            await connection.execute(
                ENTRY,
                entry.index,
                leaf_hash(entry.raw),
                entry.stream,
                int(event["sequence"]),
                event["id"],
                entry.type,
                event["source"],
                datetime.fromisoformat(event["time"]),
                entry.raw,
            )
            if entry.disclosures:
                joined = "~".join(entry.disclosures)
                await connection.execute(DISCLOSURES, entry.index, event["id"], joined)
    finally:
        await connection.close()


@pytest.mark.parametrize("name", REPORTS)
async def test_is_in_every_form_the_same_bytes_as_from_an_export(
    name: str, client: httpx.AsyncClient, export: Path
) -> None:
    log = opened_export(export, REGULATOR, None, None)
    asked = Asked(Period(DAY, DAY + timedelta(days=20)), Days.WORKING, 5)
    document = compute(REPORTS[name], log.entries(), standing_of_export(log), asked)
    for form, written in FORMS.items():
        answer = await client.get(
            f"/api/reports/{name}",
            params={
                "from": str(DAY),
                "to": str(DAY + timedelta(days=20)),
                "days": "working",
                "format": form,
            },
        )
        assert answer.content == written.write(document), form


async def test_page_by_page_is_the_register_that_an_export_folds(
    client: httpx.AsyncClient, export: Path
) -> None:
    log = opened_export(export, REGULATOR, None, None)
    day = DAY + timedelta(days=15)
    standing = standing_of_export(log)
    question = question_of(day, None, standing)
    register = RegisterAsAt(question)
    for entry in log.entries():
        register.take(entry)
    folded = as_at_document(register.result(), question, standing)
    entries: list[Any] = []
    page: dict[str, Any] = {"next": ""}
    while page["next"] is not None:
        query = {"date": str(day), "after": page["next"], "limit": "7"}
        page = (await client.get("/api/as-at", params=query)).json()
        entries += page["entries"]
    assert 0 < len(entries) < 35
    assert entries == folded["entries"]
    assert page["checkpoint"] == folded["checkpoint"]


async def test_drawn_is_the_sample_that_an_export_gives(
    client: httpx.AsyncClient, export: Path
) -> None:
    log = opened_export(export, REGULATOR, None, None)
    draw = draw_of("applications", 5, "seed", Period())
    frame = Frame(draw)
    for entry in log.entries():
        frame.take(entry)
    document = sample_document(draw, frame.result(), standing_of_export(log))
    answer = await client.get(
        "/api/samples/applications", params={"sample_size": 5, "seed": "seed"}
    )
    assert answer.content == canonical(document)


@pytest.mark.parametrize(
    ("path", "query", "field"),
    [
        ("/api/reports/nonsense", {}, "name"),
        ("/api/reports/register", {"from": "2026-02-30"}, "from"),
        ("/api/reports/register", {"from": "2026-03-02", "to": "2026-03-01"}, "to"),
        ("/api/reports/register", {"from": "0001-01-01", "to": "9999-12-31"}, "from"),
        ("/api/reports/register", {"to": "9999-12-31"}, "to"),
        ("/api/reports/register", {"from": "1950-01-01", "to": "2050-01-01"}, "to"),
        ("/api/reports/register", {"from": "0001-01-01", "format": "pdf"}, "from"),
        ("/api/samples/applications", {"to": "9999-12-31", **SAMPLED}, "to"),
        ("/api/reports/register", {"format": "docx"}, "format"),
        ("/api/reports/register", {"days": "lunar"}, "days"),
        ("/api/reports/register", {"size": "100000"}, "size"),
        ("/api/reports/register", {"small_numbers_below": "2"}, "small_numbers_below"),
        ("/api/as-at", {"date": "2026-02-30"}, "date"),
        ("/api/as-at", {"date": "2999-01-01"}, "date"),
        ("/api/as-at", {"date": "2026-03-02", "known": "2999-01-01"}, "known"),
        ("/api/samples/nonsense", {"sample_size": "1", "seed": "s"}, "what"),
        ("/api/samples/applications", {"sample_size": "0", "seed": "s"}, "sample_size"),
    ],
)
async def test_that_cannot_be_is_refused_with_the_field_named(
    path: str, query: dict[str, str], field: str, client: httpx.AsyncClient
) -> None:
    answer = await client.get(path, params=query)
    assert (answer.status_code, answer.json()["field"]) == (422, field)


async def test_shows_an_operator_no_small_number(
    client: httpx.AsyncClient, tmp_path: Path
) -> None:
    operator = bearer("operator", tmp_path / "identity")
    path = "/api/reports/register"
    refused = await client.get(
        path, params={"small_numbers_below": 0}, headers=operator
    )
    allowed = await client.get(path, headers=operator)
    assert (refused.status_code, allowed.status_code) == (403, 200)
    assert allowed.json()["personal_fields"] == "not seen"


async def test_over_longer_than_any_register_is_not_issued(
    client: httpx.AsyncClient, audit: AuditService
) -> None:
    query = {"command_id": str(named("long")), "from": "1950-01-01", "to": "9999-12-31"}
    answer = await client.post("/api/reports/register/issue", params=query)
    assert (answer.status_code, answer.json()["field"]) == (422, "to")
    assert not await issued(audit)


async def test_is_not_issued_with_small_numbers_that_a_reader_may_see(
    client: httpx.AsyncClient, audit: AuditService
) -> None:
    query = {"command_id": str(named("small")), "small_numbers_below": "0"}
    for threshold in ("0", "4"):
        query["small_numbers_below"] = threshold
        answer = await client.post("/api/reports/register/issue", params=query)
        assert (answer.status_code, answer.json()["field"]) == (
            422,
            "small_numbers_below",
        )
    assert not await issued(audit)


async def test_is_issued_without_its_rows_where_no_small_number_is_hidden(
    client: httpx.AsyncClient, audit: AuditService
) -> None:
    audit.settings = audit.settings.model_copy(update={"small_numbers_below": 0})
    query = {"command_id": str(named("open"))}
    answer = await client.post("/api/reports/register/issue", params=query)
    assert answer.json()["outcome"] == "done", answer.text
    (event,) = await issued(audit)
    assert event["frozen"] == {}


async def issued(audit: AuditService) -> list[dict[str, Any]]:
    """Return what the events say that were issued."""
    async with audit.read() as database:
        rows = await database.fetch(
            "SELECT entry FROM events WHERE type = $1 ORDER BY position",
            ReportIssued.TYPE,
        )
    return [orjson.loads(row["entry"])["data"] for row in rows]


async def test_is_issued_once_with_the_hash_of_what_is_answered(
    client: httpx.AsyncClient, audit: AuditService
) -> None:
    query = {"command_id": str(named("issue")), "from": str(DAY)}
    for _ in range(2):
        answer = await client.post("/api/reports/register/issue", params=query)
        assert answer.json()["outcome"] == "done", answer.text
    (event,) = await issued(audit)
    document = await client.get("/api/reports/register", params={"from": str(DAY)})
    assert event["document_sha256"] == sha256(document.content).hexdigest()
    assert event["log_size"] == document.json()["checkpoint"]["size"]
    by_nation = next(
        one for one in document.json()["tables"] if one["name"] == "by-nation"
    )
    assert orjson.loads(event["frozen"]["by-nation"]) == by_nation["rows"]


async def test_of_a_month_is_issued_once_the_log_goes_on_after_it(
    audit: AuditService,
) -> None:
    settings = cast("Settings", audit.settings)
    service = cast("RunningService", audit)
    assert await issue_if_due(service, settings, "applications")
    assert not await issue_if_due(service, settings, "applications")
    audit.clock.offset = timedelta(days=31)
    assert not await issue_if_due(service, settings, "applications")
    events = await issued(audit)
    # What ended before the service first looked is made up for, from the log's first.
    assert [(one["period_from"], one["period_to"]) for one in events] == [
        ("2026-03-01", "2026-03-31"),
        ("2026-04-01", "2026-04-30"),
    ]
    assert not any(one["provisional"] for one in events)
