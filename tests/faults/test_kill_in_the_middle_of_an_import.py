"""Killing a part in the middle of an import."""

import asyncio
import subprocess
import time
from collections.abc import Generator
from pathlib import Path

import asyncpg
import pytest

from tests.support.demonstration_data import ImportFile, import_file
from tests.support.import_results import outcomes
from tests.support.live import REGISTER, ROOT, SERVICES, LiveRegister, live_register

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(400)]

PARTS = ("applications", "assessment", "audit", "kafka", "postgres")
"""The service that leads its relay is `applications`; the others hear it."""


@pytest.fixture
def live(tmp_path: Path) -> Generator[LiveRegister]:
    with live_register(tmp_path) as running:
        yield running


@pytest.fixture(scope="module")
def file() -> ImportFile:
    return import_file()


def start_import(
    live: LiveRegister, file: ImportFile, results: Path
) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [REGISTER, "import", str(file.path), "--results", str(results)],
        cwd=ROOT,
        env=live.environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


async def wait_for_events(live: LiveRegister, service: str, count: int) -> None:
    """Wait until the service has recorded some events: the import is under way."""
    connection = await asyncpg.connect(live.superuser_dsn(service))
    try:
        until = time.monotonic() + 60
        while await connection.fetchval("SELECT count(*) FROM events") < count:
            assert time.monotonic() < until, "The import has not begun."
            await asyncio.sleep(0.005)
    finally:
        await connection.close()


@pytest.mark.parametrize("part", PARTS)
async def test_loses_and_doubles_nothing(
    live: LiveRegister, file: ImportFile, tmp_path: Path, part: str
) -> None:
    results = tmp_path / "results.csv"
    importing = start_import(live, file, results)
    await wait_for_events(live, "applications", len(file.rows) // 4)
    live.kill(part)
    _, complaints = importing.communicate(timeout=240)

    assert importing.returncode == 0, complaints
    assert outcomes(results) == file.expected
    live.drain()
    compared = live.json("audit", "compare")
    assert all(row["agrees"] for row in compared), compared
    await assert_nothing_doubled(live, file)
    assert_log_verifies(live, tmp_path)


async def test_lets_the_next_relay_lead_when_its_leader_dies(
    live: LiveRegister, file: ImportFile, tmp_path: Path
) -> None:
    """The leader's backend goes, its lock with it; somebody leads again."""
    results = tmp_path / "results.csv"
    importing = start_import(live, file, results)
    await wait_for_events(live, "applications", len(file.rows) // 4)
    for service in SERVICES:
        connection = await asyncpg.connect(live.superuser_dsn(service))
        ended = await connection.fetchval(
            "SELECT count(pg_terminate_backend(pid)) FROM pg_locks"
            " WHERE locktype = 'advisory' AND granted"
            " AND database = (SELECT oid FROM pg_database"
            "                 WHERE datname = current_database())"
        )
        await connection.close()
        assert ended >= 1
    _, complaints = importing.communicate(timeout=240)
    assert importing.returncode == 0, complaints
    assert outcomes(results) == file.expected
    live.drain()
    assert all(row["agrees"] for row in live.json("audit", "compare"))
    assert_log_verifies(live, tmp_path)


async def assert_nothing_doubled(live: LiveRegister, file: ImportFile) -> None:
    """One submission an accepted row, one case each, one message to each applicant."""
    accepted = sum(outcome == "accepted" for _, outcome, _ in file.expected)
    returned = sum(outcome == "returned" for _, outcome, _ in file.expected)
    by_type = await types(live, "applications")
    assert by_type["register.applications.application-submitted.v1"] == accepted
    assert by_type["register.applications.application-returned.v1"] == returned
    by_type = await types(live, "assessment")
    assert by_type["register.assessment.assessment-opened.v1"] == accepted
    assert by_type["register.assessment.assessors-assigned.v1"] == accepted
    mail = list((live.data / "mail" / "new").iterdir())
    sent = (await types(live, "notifications"))[
        "register.notifications.message-sent.v1"
    ]
    assert len(mail) == sent


async def types(live: LiveRegister, service: str) -> dict[str, int]:
    connection = await asyncpg.connect(live.superuser_dsn(service))
    try:
        rows = await connection.fetch("SELECT type, count(*) FROM events GROUP BY type")
    finally:
        await connection.close()
    return {row["type"]: row["count"] for row in rows}


def assert_log_verifies(live: LiveRegister, folder: Path) -> None:
    key = live.data / "secrets" / "audit-log.vkey"
    done = live.run(
        *("audit", "verify", "--url", f"{live.url('audit')}/log"),
        *("--vkey-file", str(key), "--state", str(folder / "state")),
    )
    assert done.returncode == 0, done.stderr
