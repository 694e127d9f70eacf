"""A service whose database is back from a backup."""

import asyncio
import subprocess
import time
from collections.abc import Generator
from dataclasses import dataclass, field
from pathlib import Path

import asyncpg
import pytest

from shared.embedded.cluster import BINARIES
from tests.support.demonstration_data import OWN
from tests.support.live import LiveRegister, live_register

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(400)]

SOME_ROWS = 4
EVENTS = "SELECT stream, version, id, entry FROM events ORDER BY stream, version"
DISCLOSED = "SELECT event_id, person_id, disclosures FROM disclosures ORDER BY event_id"
# An erased person's answers are none: whether NULL or empty depends on what came first.
SHOWN = """
SELECT application_id, person_id, status, faults, external_ref, given_names, email,
       coalesce(answers, '{}') AS answers
FROM applications ORDER BY application_id
"""
# How many assessors of a scope are free is counted by the clock, whoever is back, and
# told in letters of its own.
SAID = """
SELECT stream, version, id, entry FROM events
WHERE stream NOT LIKE 'scope/%' AND stream NOT IN (
    SELECT stream FROM events
    WHERE convert_from(entry, 'UTF8')::jsonb -> 'data' ->> 'about' LIKE 'scope/%'
)
ORDER BY stream, version
"""
DUE = "SELECT stream, name, capability, due_at FROM deadlines ORDER BY stream, name"
ERASED = "SELECT erasure_id, person_id, erased, missing FROM person_erasures"
CLOSED = """
SELECT person_id::text FROM applications WHERE status = 'returned' LIMIT 1
"""
OTHERS = ("assessment", "notifications")
HELD = (EVENTS, DISCLOSED, SHOWN, DUE, ERASED)
LEAVE = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity
WHERE datname = 'register_applications' AND pid <> pg_backend_pid()
"""


@dataclass
class Restored:
    """A register of which one database was put back to what it was before."""

    live: LiveRegister
    erased: str = ""
    before: dict[str, list[asyncpg.Record]] = field(
        default_factory=dict[str, list[asyncpg.Record]]
    )
    others: dict[str, list[asyncpg.Record]] = field(
        default_factory=dict[str, list[asyncpg.Record]]
    )
    old: int = 0

    async def ask(
        self, query: str, service: str = "applications"
    ) -> list[asyncpg.Record]:
        """Return what a superuser's query gives."""
        connection = await asyncpg.connect(self.live.superuser_dsn(service))
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
    lines = (OWN / "applications.csv").read_text().splitlines(keepends=True)
    first, backup = folder / "first.csv", folder / "backup.dump"
    first.write_text("".join(lines[: 1 + SOME_ROWS]))
    _import(live, first)
    _postgres("pg_dump", live, "applications", "--format=custom", f"--file={backup}")
    _import(live, OWN / "applications.csv")
    [person] = await told.ask(CLOSED)
    told.erased = person["person_id"]
    live.json("erase", told.erased, "--reason", "request-article-17")
    live.drain()
    assert live.agrees()
    told.before = {query: await told.ask(query) for query in HELD}
    told.others = {service: await told.ask(SAID, service) for service in OTHERS}
    told.old = await _put_back(told, backup)
    _wait_until_open(live)
    live.drain()


async def _put_back(told: Restored, backup: Path) -> int:
    """Put the backup in the database's place; return how many events it has."""
    live = told.live
    server = await asyncpg.connect(live.superuser_dsn("audit"))
    try:
        await server.execute("CREATE DATABASE register_restored OWNER postgres")
        dsn = live.superuser_dsn("applications")
        dsn = dsn.replace("register_applications", "register_restored")
        _postgres_at(dsn, "pg_restore", str(backup))
        # It is begun again by itself, and finds the backup where its database was.
        live.kill("applications")
        await server.execute(
            "ALTER DATABASE register_applications ALLOW_CONNECTIONS false"
        )
        await server.execute(LEAVE)
        await server.execute("ALTER DATABASE register_applications RENAME TO lost")
        restored = await asyncpg.connect(dsn)
        old = await restored.fetchval("SELECT count(*) FROM events")
        await restored.close()
        await server.execute(
            "ALTER DATABASE register_restored RENAME TO register_applications"
        )
    finally:
        await server.close()
    return int(old)


def _postgres(program: str, live: LiveRegister, service: str, *words: str) -> None:
    _postgres_at(live.superuser_dsn(service), program, *words)


def _postgres_at(dsn: str, program: str, *words: str) -> None:
    done = subprocess.run(
        [BINARIES / program, f"--dbname={dsn}", *words],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def _import(live: LiveRegister, file: Path) -> None:
    done = live.run("import", str(file))
    assert done.returncode == 0, done.stderr
    live.drain()


def _wait_until_open(live: LiveRegister) -> None:
    time.sleep(2)
    until = time.monotonic() + 90
    while not live.is_ready():
        assert time.monotonic() < until, live.said()[-2000:]
        time.sleep(0.3)


async def test_has_every_event_again_byte_for_byte(restored: Restored) -> None:
    assert 0 < restored.old < len(restored.before[EVENTS])
    assert await restored.ask(EVENTS) == restored.before[EVENTS]


async def test_has_again_what_is_disclosed_and_not_what_was_erased(
    restored: Restored,
) -> None:
    disclosed = await restored.ask(DISCLOSED)
    # Who looked at the erased person last was still to be gone over again.
    before = [
        row
        for row in restored.before[DISCLOSED]
        if str(row["person_id"]) != restored.erased
    ]
    assert disclosed == before
    people = {str(row["person_id"]) for row in disclosed}
    assert restored.erased not in people
    assert await restored.ask(ERASED) == restored.before[ERASED]


async def test_shows_what_it_showed_and_owes_what_it_owed(restored: Restored) -> None:
    assert await restored.ask(SHOWN) == restored.before[SHOWN]
    assert await restored.ask(DUE) == restored.before[DUE]


async def test_agrees_with_the_log_to_which_nothing_is_said_twice(
    restored: Restored,
) -> None:
    assert restored.live.agrees()
    conflicts = "SELECT index FROM entries WHERE type LIKE '%conflict%'"
    assert not await restored.ask(conflicts, "audit")


async def test_leads_nobody_else_to_act_again(restored: Restored) -> None:
    for service, events in restored.others.items():
        assert await restored.ask(SAID, service) == events
    waiting = "SELECT stream FROM waiting"
    for service in ("applications", *OTHERS):
        assert not await restored.ask(waiting, service)
