"""An answer over rows that somebody has changed past the triggers."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import asyncpg
import httpx
import pytest

from services.audit.altered import altered_entries
from services.audit.log.altered_check import altered_check
from services.audit.reports import api as reports_api
from services.audit.settings import Settings
from services.audit.trails import api, pages, proving
from shared.web.health import Remark
from tests.support.audit_log import audit_role
from tests.support.exported_log import exported, plain
from tests.support.golden_log import KEY
from tests.support.logged_story import ADA, ADAS, ADAS_NUMBER, STORY
from tests.support.logged_tables import audit_application, log_entries
from tests.support.web import ORIGIN, SmallService, bearer

pytestmark = pytest.mark.integration

LOG = [*STORY, *plain(300)]
LAST = len(LOG) - 1
APPLICATION, MESSAGE, ENTRY = 3, 1, 7
ASKED: list[tuple[str, dict[str, str], int]] = [
    ("/api/trail", {"subject": ADA}, APPLICATION),
    ("/api/trail", {"subject": ADA, "limit": "1"}, MESSAGE),
    ("/api/trail", {"from": "2026-01-01"}, APPLICATION),
    ("/api/trail/document", {"subject": ADA, "format": "csv"}, APPLICATION),
    ("/api/trail/document", {"subject": ADAS, "format": "xes"}, APPLICATION),
    ("/api/trail/bundle", {"subject": ADA}, APPLICATION),
    ("/api/reports/applications", {}, APPLICATION),
    ("/api/reports/register", {"format": "csv"}, ENTRY),
    ("/api/as-at", {"date": "2026-03-01"}, ENTRY),
    ("/api/samples/applications", {"sample_size": "1", "seed": "s"}, APPLICATION),
]
CHANGE = """
UPDATE entries
SET entry = convert_to(
    replace(convert_from(entry, 'UTF8'), '"rulebook":"rct', '"rulebook":"hcpc'), 'UTF8'
)
WHERE index = $1
"""
DELETE = "DELETE FROM entries WHERE index = $1"
SWAP = """
UPDATE entries SET index = CASE index WHEN $1::bigint THEN 5000 ELSE $1::bigint END
WHERE index IN ($1::bigint, $1::bigint + 1)
"""


@dataclass(frozen=True)
class Audit:
    """The audit service's doors as a regulator finds them, and its database."""

    client: httpx.AsyncClient
    settings: Settings
    owner: str

    async def get(self, path: str, query: dict[str, str]) -> httpx.Response:
        """Ask the service."""
        return await self.client.get(path, params=query)

    @asynccontextmanager
    async def altered(self, statement: str, index: int) -> AsyncGenerator[None]:
        """Change the log as a superuser does, and change it back."""
        superuser = await asyncpg.connect(self.owner)
        try:
            await superuser.execute("SET session_replication_role = replica")
            await superuser.execute("CREATE TEMPORARY TABLE kept AS TABLE entries")
            await superuser.execute(statement, index)
            yield
            await superuser.execute("DELETE FROM entries")
            await superuser.execute("INSERT INTO entries TABLE kept")
        finally:
            await superuser.close()


@pytest.fixture
async def audit(database: str, tmp_path: Path) -> AsyncGenerator[Audit]:
    """The audit service with the story in its log."""
    directory = exported(LOG, tmp_path / "log")
    key = tmp_path / "data" / "secrets" / "audit-log.vkey"
    key.parent.mkdir(parents=True)
    key.write_text(f"{KEY}\n")
    routers = (api.router, pages.router, proving.router, reports_api.router)
    async with audit_role(database) as dsn:
        await log_entries(dsn, LOG)
        app = audit_application(tmp_path / "data", dsn, directory, *routers)
        service = cast("SmallService", app.state.service)
        async with httpx.AsyncClient(
            transport=httpx.ASGITransport(app),
            base_url=ORIGIN,
            headers=bearer("regulator", tmp_path / "data"),
        ) as client:
            yield Audit(client, cast("Settings", service.settings), database)


DISCLOSED = "SELECT disclosures FROM entry_disclosures WHERE entry_index = $1"
RESTORE = "UPDATE entry_disclosures SET disclosures = $2 WHERE entry_index = $1"
REPLACE = """
UPDATE entry_disclosures
SET disclosures = 'x' || substr(disclosures, 2) WHERE entry_index = $1
"""


async def test_is_refused_where_another_value_is_disclosed(audit: Audit) -> None:
    superuser = await asyncpg.connect(audit.owner)
    try:
        before = await superuser.fetchval(DISCLOSED, APPLICATION)
        await superuser.execute(REPLACE, APPLICATION)
        for path in ("/api/trail", "/api/trail/bundle"):
            refused = await audit.get(path, {"subject": ADA})
            assert refused.status_code == 500, path
            assert refused.json()["code"] == "altered"
            assert f"entry {APPLICATION}" in refused.text
        await superuser.execute(RESTORE, APPLICATION, before)
    finally:
        await superuser.close()
    assert (await audit.get("/api/trail", {"subject": ADA})).status_code == 200


async def test_is_refused_with_the_entry_named(audit: Audit) -> None:
    for path, query, index in ASKED:
        answer = await audit.get(path, query)
        assert answer.status_code == 200, answer.text
        async with audit.altered(CHANGE, index):
            refused = await audit.get(path, query)
        assert refused.status_code == 500, (path, query)
        problem = refused.json()
        assert problem["code"] == "altered"
        assert f"another entry {index} than was sealed" in problem["detail"]
        mended = await audit.get(path, query)
        assert mended.content == answer.content


async def test_is_refused_on_the_page_for_people(audit: Audit) -> None:
    async with audit.altered(CHANGE, APPLICATION):
        refused = await audit.client.get(
            "/trails", params={"subject": ADA}, headers={"accept": "text/html"}
        )
    assert refused.status_code == 500
    assert f"another entry {APPLICATION} than was sealed" in refused.text


async def test_is_refused_where_an_entry_has_the_place_of_another(audit: Audit) -> None:
    async with audit.altered(SWAP, APPLICATION):
        refused = await audit.get("/api/trail", {"from": "2026-01-01"})
    assert refused.status_code == 500
    assert f"another entry {APPLICATION} than was sealed" in refused.json()["detail"]


async def test_is_refused_where_the_last_entry_is_gone(audit: Audit) -> None:
    async with audit.altered(DELETE, LAST):
        refused = await audit.get("/api/reports/register", {})
    assert refused.status_code == 500
    assert f"another entry {LAST} than was sealed" in refused.json()["detail"]


async def test_is_given_where_the_altered_entry_is_none_of_it(audit: Audit) -> None:
    async with audit.altered(CHANGE, LAST - 1):
        answer = await audit.get("/api/trail", {"subject": ADAS_NUMBER})
    assert answer.status_code == 200


async def test_is_refused_where_the_files_cannot_be_believed(audit: Audit) -> None:
    tile = audit.settings.log_directory / "tile/0/000"
    raw = tile.read_bytes()
    tile.write_bytes(bytes([raw[0] ^ 1]) + raw[1:])
    refused = await audit.get("/api/trail", {"subject": ADA})
    assert refused.status_code == 500
    assert "files cannot be believed" in refused.json()["detail"]


async def test_is_told_by_readiness_until_the_entry_is_mended(audit: Audit) -> None:
    check = altered_check(audit.settings)
    assert await check() is None
    async with audit.altered(CHANGE, APPLICATION):
        await audit.get("/api/trail", {"subject": ADA})
        said = await check()
        assert isinstance(said, Remark)
        assert f"another entry {APPLICATION} than the log has sealed" in said
    assert await check() is None
    assert altered_entries(audit.settings.log_directory) == []
