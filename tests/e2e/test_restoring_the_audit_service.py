"""The audit service, whose whole database is back from a backup."""

import asyncio
import json
import subprocess
import time
from collections.abc import Generator
from dataclasses import dataclass, field
from pathlib import Path

import asyncpg
import pytest

from shared.embedded.cluster import BINARIES
from shared.identity.demonstration import PEOPLE
from tests.support.demonstration_data import OWN
from tests.support.live import LiveRegister, live_register

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(400)]

SOME_ROWS = 4
EVENTS = "SELECT stream, version, id, entry FROM events ORDER BY stream, version"
DISCLOSED = "SELECT event_id, disclosures FROM disclosures ORDER BY event_id"
LOGGED = "SELECT index, entry FROM entries ORDER BY index"
LOGGED_DISCLOSED = """
SELECT entry_index, disclosures FROM entry_disclosures ORDER BY entry_index
"""
KEPT_APART = """
SELECT topic, partition, record_offset, sha256 FROM quarantine ORDER BY 1, 2, 3
"""
HELD = (EVENTS, DISCLOSED, LOGGED_DISCLOSED, KEPT_APART)
LEAVE = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity
WHERE datname = 'register_audit' AND pid <> pg_backend_pid()
"""
REGULATOR = PEOPLE["regulator"].actor


@dataclass
class Restored:
    """A register of which the audit database was put back to what it was before."""

    live: LiveRegister
    before: dict[str, list[asyncpg.Record]] = field(
        default_factory=dict[str, list[asyncpg.Record]]
    )
    logged: list[asyncpg.Record] = field(default_factory=list[asyncpg.Record])
    old: int = 0

    async def ask(self, query: str) -> list[asyncpg.Record]:
        """Return what a superuser's query of the audit database gives."""
        connection = await asyncpg.connect(self.live.superuser_dsn("audit"))
        try:
            return await connection.fetch(query)
        finally:
            await connection.close()


@pytest.fixture(scope="module")
def restored(tmp_path_factory: pytest.TempPathFactory) -> Generator[Restored]:
    """The register after everything came back."""
    folder = tmp_path_factory.mktemp("restoring")
    with live_register(folder) as live:
        told = Restored(live)
        asyncio.run(_tell(told, folder))
        yield told


async def _tell(told: Restored, folder: Path) -> None:
    live = told.live
    rows = (OWN / "applications.csv").read_text().splitlines(keepends=True)
    first, more = folder / "first.csv", folder / "more.csv"
    first.write_text("".join(rows[: 1 + SOME_ROWS]))
    more.write_text("".join(rows[: 1 + 2 * SOME_ROWS]))
    backup = folder / "backup.dump"
    assert live.run("import", str(first)).returncode == 0
    _look(live, "before")
    live.drain()
    _postgres(live, "pg_dump", "register_audit", "--format=custom", f"--file={backup}")
    assert live.run("import", str(more)).returncode == 0
    _look(live, "after")
    _look(live, "once more")
    live.drain()
    assert live.agrees()
    live.drain()
    await asyncio.sleep(2)
    told.before = {query: await told.ask(query) for query in HELD}
    told.logged = await told.ask(LOGGED)
    await _put_back(told, backup)
    _wait_until_open(live)
    live.drain()


def _look(live: LiveRegister, text: str) -> None:
    done = live.run("audit", "trail", "--text", text, "--purpose", "oversight")
    assert done.returncode == 0, done.stderr


async def _put_back(told: Restored, backup: Path) -> None:
    live = told.live
    server = await asyncpg.connect(live.superuser_dsn("applications"))
    try:
        await server.execute("CREATE DATABASE register_restored OWNER postgres")
        _postgres(live, "pg_restore", "register_restored", str(backup))
        # It is begun again by itself, and finds the backup where its database was.
        live.kill("audit")
        await server.execute("ALTER DATABASE register_audit ALLOW_CONNECTIONS false")
        await server.execute(LEAVE)
        await server.execute("ALTER DATABASE register_audit RENAME TO lost")
        restored = await asyncpg.connect(
            live.superuser_dsn("audit").replace("register_audit", "register_restored")
        )
        told.old = await restored.fetchval("SELECT count(*) FROM events")
        await restored.close()
        await server.execute(
            "ALTER DATABASE register_restored RENAME TO register_audit"
        )
    finally:
        await server.close()


def _postgres(live: LiveRegister, program: str, database: str, *words: str) -> None:
    dsn = live.superuser_dsn("audit").replace("register_audit", database)
    done = subprocess.run(
        [BINARIES / program, f"--dbname={dsn}", *words],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def _wait_until_open(live: LiveRegister) -> None:
    time.sleep(2)
    until = time.monotonic() + 90
    while not live.is_ready():
        assert time.monotonic() < until, live.said()[-2000:]
        time.sleep(0.3)


async def test_has_its_own_events_again_with_what_they_disclose(
    restored: Restored,
) -> None:
    assert 0 < restored.old < len(restored.before[EVENTS])
    held = {query: await restored.ask(query) for query in HELD}
    for query, before in restored.before.items():
        assert held[query][: len(before)] == before or query == EVENTS, query
    had = {row["id"] for row in restored.before[EVENTS]}
    assert [row for row in held[EVENTS] if row["id"] in had] == restored.before[EVENTS]


async def test_goes_on_with_the_same_log(restored: Restored, tmp_path: Path) -> None:
    logged = await restored.ask(LOGGED)
    assert logged[: len(restored.logged)] == restored.logged
    live = restored.live
    key = live.data / "secrets" / "audit-log.vkey"
    verified = live.run(
        *("audit", "verify", "--complete", "--url", f"{live.url('audit')}/log"),
        *("--vkey-file", str(key), "--state", str(tmp_path / "state")),
    )
    assert verified.returncode == 0, verified.stdout + verified.stderr


async def test_gives_no_version_of_its_streams_to_another_event(
    restored: Restored,
) -> None:
    _look(restored.live, "when all was back")
    restored.live.drain()
    said = restored.live.run("audit", "trail", REGULATOR, "--json")
    looks = [
        entry["event"]
        for entry in json.loads(said.stdout)["entries"]
        if "/audit/" in entry["event"]["subject"]
    ]
    versions = [int(look["sequence"]) for look in looks]
    assert versions == list(range(1, len(looks) + 1))
    conflicts = "SELECT index FROM entries WHERE type LIKE '%conflict%'"
    assert not await restored.ask(conflicts)
    assert restored.live.agrees()
