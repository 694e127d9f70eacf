"""Verifying that a running register's log is complete."""

from pathlib import Path

import asyncpg
import pytest

from tests.e2e.conftest import ImportedRegister
from tests.support.live import LiveRegister

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(300)]

ONE = """
SELECT * FROM events e WHERE stream LIKE 'assessment/%' AND version = (
    SELECT max(version) FROM events WHERE stream = e.stream
) ORDER BY stream LIMIT 1
"""


def verify(live: LiveRegister, state: Path) -> tuple[int, str]:
    """Verify the log, and that nothing is missing in it."""
    key = live.data / "secrets" / "audit-log.vkey"
    done = live.run(
        *("audit", "verify", "--complete", "--url", f"{live.url('audit')}/log"),
        *("--vkey-file", str(key), "--state", str(state)),
    )
    return done.returncode, done.stdout + done.stderr


async def test_names_the_day_and_the_stream_that_a_store_has_lost(
    imported: ImportedRegister, tmp_path: Path
) -> None:
    live = imported.live
    status, said = verify(live, tmp_path / "state")
    assert status == 0, said
    superuser = await asyncpg.connect(live.superuser_dsn("assessment"))
    try:
        await superuser.execute("SET session_replication_role = replica")
        lost = await superuser.fetchrow(ONE)
        assert lost is not None
        await superuser.execute("DELETE FROM events WHERE id = $1", lost["id"])
        try:
            status, said = verify(live, tmp_path / "state")
        finally:
            await superuser.copy_records_to_table(
                "events", records=[tuple(lost.values())], columns=list(lost.keys())
            )
    finally:
        await superuser.close()
    assert status == 1
    assert f"its stream {lost['stream']} " in said
    assert f"on {lost['recorded_at'].date().isoformat()} " in said
    status, said = verify(live, tmp_path / "state")
    assert status == 0, said
