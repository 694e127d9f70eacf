"""The embedded PostgreSQL."""

import os
import signal
import tempfile
from collections.abc import AsyncGenerator, Generator
from pathlib import Path

import asyncpg
import psutil
import pytest

from shared.embedded.databases import database_dsn
from shared.embedded.ports import free_ports
from shared.embedded.postgres import EmbeddedPostgres

pytestmark = pytest.mark.integration


@pytest.fixture
def data() -> Generator[Path]:
    """A data directory that PostgreSQL's own account may reach."""
    with tempfile.TemporaryDirectory(prefix="register-test-") as directory:
        yield Path(directory)


@pytest.fixture
async def postgres(data: Path) -> AsyncGenerator[EmbeddedPostgres]:
    """A PostgreSQL that runs."""
    part = EmbeddedPostgres(data, *free_ports(1))
    await part.start()
    yield part
    await part.stop()


async def ask(dsn: str, query: str) -> object:
    """Return the first value of a query."""
    connection = await asyncpg.connect(dsn)
    try:
        return await connection.fetchval(query)
    finally:
        await connection.close()


async def test_is_version_18_with_checksums_and_safe_commits(
    postgres: EmbeddedPostgres,
) -> None:
    shown = {
        name: await ask(postgres.superuser_dsn, f"SHOW {name}")
        for name in (
            "server_version_num",
            "data_checksums",
            "fsync",
            "full_page_writes",
        )
    }
    assert str(shown.pop("server_version_num")).startswith("18")
    assert set(shown.values()) == {"on"}


async def test_listens_on_loopback_only(postgres: EmbeddedPostgres) -> None:
    listening = {
        connection.laddr.ip
        for connection in psutil.Process(postgres.pid).net_connections("inet")
        if connection.status == psutil.CONN_LISTEN
    }
    assert listening == {"127.0.0.1"}


async def test_keeps_its_rows_over_a_restart_on_another_port(data: Path) -> None:
    first = EmbeddedPostgres(data, *free_ports(1))
    await first.start()
    await ask(first.superuser_dsn, "CREATE TABLE kept AS SELECT 42 AS answer")
    await first.stop()
    assert not psutil.pid_exists(first.pid)
    second = EmbeddedPostgres(data, *free_ports(1))
    await second.start()
    try:
        assert await ask(second.superuser_dsn, "SELECT answer FROM kept") == 42
    finally:
        await second.stop()


async def test_keeps_its_rows_when_killed_with_work_in_hand(
    postgres: EmbeddedPostgres,
) -> None:
    await ask(postgres.superuser_dsn, "CREATE TABLE kept AS SELECT 42 AS answer")
    busy = await asyncpg.connect(postgres.superuser_dsn)
    # A backend that computes does not notice for a while that its master is gone.
    server = psutil.Process(postgres.pid)
    counting = "DO $$ BEGIN FOR i IN 1..2000000000 LOOP NULL; END LOOP; END $$"
    with pytest.raises((TimeoutError, asyncpg.PostgresError, OSError)):
        await busy.execute(counting, timeout=0.3)
    os.kill(server.pid, signal.SIGKILL)
    assert await postgres.ended() == -signal.SIGKILL
    busy.terminate()
    await postgres.start()
    assert await ask(postgres.superuser_dsn, "SELECT answer FROM kept") == 42


async def test_is_not_fooled_by_a_pid_that_another_process_has_now(
    data: Path, postgres: EmbeddedPostgres
) -> None:
    await postgres.stop()
    note = data / "postgres" / "postmaster.pid"
    note.write_text(f"{os.getpid()}\n{data / 'postgres'}\n")
    await postgres.start()
    assert await ask(postgres.superuser_dsn, "SELECT 1") == 1


async def test_runs_beside_another(postgres: EmbeddedPostgres) -> None:
    with tempfile.TemporaryDirectory(prefix="register-test-") as directory:
        other = EmbeddedPostgres(Path(directory), *free_ports(1))
        await other.start()
        try:
            await ask(other.superuser_dsn, "CREATE TABLE only_there ()")
            found = "SELECT to_regclass('only_there') IS NULL"
            assert await ask(postgres.superuser_dsn, found)
        finally:
            await other.stop()


async def test_gives_a_service_a_role_that_may_only_what_it_was_granted(
    postgres: EmbeddedPostgres,
) -> None:
    owner, service = await postgres.ensure_database("audit", "audit_owner", "audit")
    await ask(owner, "CREATE TABLE log (entry bytea)")
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await ask(service, "SELECT count(*) FROM log")
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await ask(service, "CREATE TABLE mine ()")
    await ask(owner, "GRANT SELECT, INSERT ON log TO audit")
    assert await ask(service, "SELECT count(*) FROM log") == 0
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await ask(service, "DELETE FROM log")


async def test_lets_no_service_into_the_database_of_another(
    postgres: EmbeddedPostgres,
) -> None:
    await postgres.ensure_database("audit", "audit_owner", "audit")
    _, other = await postgres.ensure_database("notes", "notes_owner", "notes")
    for forbidden in ("audit", "postgres", "template1"):
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await ask(database_dsn(other, forbidden), "SELECT 1")


async def test_makes_a_database_once_with_the_same_passwords(
    postgres: EmbeddedPostgres, data: Path
) -> None:
    first = await postgres.ensure_database("audit", "audit_owner", "audit")
    await ask(first[0], "CREATE TABLE kept ()")
    assert await postgres.ensure_database("audit", "audit_owner", "audit") == first
    assert await ask(first[0], "SELECT to_regclass('kept') IS NOT NULL")
    kept = list((data / "secrets").iterdir())
    assert {path.stat().st_mode & 0o777 for path in kept} == {0o600}


async def test_refuses_a_wrong_password(postgres: EmbeddedPostgres) -> None:
    owner, _ = await postgres.ensure_database("audit", "audit_owner", "audit")
    address = owner.rpartition("@")[2]
    with pytest.raises(asyncpg.InvalidPasswordError):
        await ask(f"postgresql://audit_owner:guessed@{address}", "SELECT 1")


async def test_writes_no_row_to_its_log_when_a_rule_is_broken(
    postgres: EmbeddedPostgres, data: Path
) -> None:
    await ask(postgres.superuser_dsn, "CREATE TABLE people (email text UNIQUE)")
    insert = "INSERT INTO people VALUES ('ada@example.org')"
    await ask(postgres.superuser_dsn, insert)
    with pytest.raises(asyncpg.UniqueViolationError):
        await ask(postgres.superuser_dsn, insert)
    log = (data / "logs" / "postgres.log").read_text()
    assert "people_email_key" in log
    assert "ada@example.org" not in log
