"""A superuser who changes the audit database."""

import asyncio
from collections.abc import AsyncGenerator
from pathlib import Path

import asyncpg
import pytest

from shared.capability import Database
from tests.e2e.conftest import ImportedRegister
from tests.support.live import LiveRegister

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(300)]

ENDS_WITH_HEADS = """
SELECT stream = 'stream-heads/log' FROM entries ORDER BY index DESC LIMIT 1
"""


@pytest.fixture
async def superuser(imported: ImportedRegister) -> AsyncGenerator[Database]:
    """A superuser's session in which no trigger fires."""
    connection = await asyncpg.connect(imported.live.superuser_dsn("audit"))
    # What the log itself adds is not to come in between.
    async with asyncio.timeout(60):
        while not await connection.fetchval(ENDS_WITH_HEADS):  # noqa: ASYNC110
            await asyncio.sleep(0.5)
    await connection.execute("SET session_replication_role = replica")
    yield connection
    await connection.close()


def verify(live: LiveRegister, state: Path) -> tuple[int, str]:
    """Verify the log with nothing but the log and its key."""
    key = live.data / "secrets" / "audit-log.vkey"
    done = live.run(
        *("audit", "verify", "--url", f"{live.url('audit')}/log"),
        *("--vkey-file", str(key), "--state", str(state)),
    )
    return done.returncode, done.stdout + done.stderr


async def test_is_caught_on_one_byte_of_one_entry(
    imported: ImportedRegister, superuser: Database, tmp_path: Path
) -> None:
    live, index = imported.live, 77
    assert verify(live, tmp_path / "state")[0] == 0
    entry = await superuser.fetchval(
        "SELECT entry FROM entries WHERE index = $1", index
    )
    changed = bytes([*entry[:100], entry[100] ^ 1, *entry[101:]])
    change = "UPDATE entries SET entry = $2 WHERE index = $1"
    await superuser.execute(change, index, changed)
    try:
        status, said = verify(live, tmp_path / "state")
    finally:
        await superuser.execute(change, index, entry)
    assert status == 1
    assert str(index) in said
    assert verify(live, tmp_path / "state")[0] == 0


async def test_is_caught_on_deleting_the_last_entries(
    imported: ImportedRegister, superuser: Database, tmp_path: Path
) -> None:
    live = imported.live
    size = await superuser.fetchval("SELECT count(*) FROM entries")
    taken = await superuser.fetch("SELECT * FROM entries WHERE index >= $1", size - 3)
    await superuser.execute("DELETE FROM entries WHERE index >= $1", size - 3)
    try:
        status, said = verify(live, tmp_path / "state")
    finally:
        await superuser.copy_records_to_table(
            "entries", records=[tuple(row.values()) for row in taken]
        )
    assert status == 1
    assert said.count("\n") <= 2
    assert verify(live, tmp_path / "state")[0] == 0


async def test_cannot_be_done_by_the_services_own_role(
    imported: ImportedRegister,
) -> None:
    live = imported.live
    connection = await asyncpg.connect(live.dsn("audit_service", "audit"))
    try:
        for statement in (
            "UPDATE entries SET entry = entry",
            "DELETE FROM entries",
            "TRUNCATE entries",
            "UPDATE events SET entry = entry",
            "DELETE FROM events",
        ):
            with pytest.raises(asyncpg.InsufficientPrivilegeError):
                await connection.execute(statement)
    finally:
        await connection.close()
