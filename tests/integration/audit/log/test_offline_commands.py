"""`python -m services.audit hand-over` and `open-after-loss`."""

import asyncio
import os
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from shared.tlog.reading import CHECKPOINT
from tests.support.audit_log import TryLog, stream_events

pytestmark = pytest.mark.integration

ROOT = Path(__file__).parents[4]
NEXT = "register.example/audit-2"


def environment(log: TryLog) -> dict[str, str]:
    places = log.places
    told = {
        "DATABASE_URL": places.database,
        "KAFKA": places.kafka,
        "PORT": "1",
        "KEYSET": "nothing",
        "PRIVATE_KEY": "nothing",
        "ORIGIN": places.origin,
        "LOG_FILES": str(places.files),
        "LOG_KEY": str(places.key),
    }
    return {**os.environ, **{f"REGISTER_{name}": it for name, it in told.items()}}


async def run(log: TryLog, *arguments: str) -> tuple[int, str]:
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "services.audit",
        *arguments,
        cwd=ROOT,
        env=environment(log),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    said, _ = await process.communicate()
    return process.returncode or 0, said.decode()


async def test_hand_over_once_while_the_service_is_stopped(log: TryLog) -> None:
    async with log.running():
        await log.send(stream_events("assessment/a", 3))
        await log.until_sealed(3)
        running = await run(log, "hand-over", NEXT)
    assert running == (1, "Error: Stop the audit service first.\n")
    exit_code, said = await run(log, "hand-over", NEXT)
    assert exit_code == 0, said
    assert f"The log goes on as {NEXT}; its first checkpoint has the size 5." in said
    again = await run(log, "hand-over", NEXT)
    assert again == (1, f"Error: The log is {NEXT} already.\n")
    places = replace(log.places, key=log.places.key.with_suffix(".2.key"), origin=NEXT)
    assert str(TryLog(places, log.dsn, log.kafka).key) in said


async def test_hand_over_a_second_time(log: TryLog) -> None:
    async with log.running():
        await log.until_sealed(0)
    assert (await run(log, "hand-over", NEXT))[0] == 0
    exit_code, said = await run(log, "hand-over", "register.example/audit-3")
    assert exit_code == 0, said
    assert (log.places.files / "archive" / "2" / CHECKPOINT).exists()
    key = log.places.key.with_suffix(".3.key")
    assert key.stat().st_mode & 0o777 == 0o600


async def test_open_after_a_loss_with_what_somebody_kept(
    log: TryLog,
    tmp_path: Path,
) -> None:
    async with log.running():
        await log.send(stream_events("assessment/a", 3))
        await log.until_sealed(3)
    kept = tmp_path / "kept"
    kept.write_bytes((log.places.files / CHECKPOINT).read_bytes())
    vkey = str(log.key)
    asked = ("open-after-loss", NEXT, "--checkpoint", str(kept), "--vkey", vkey)
    exit_code, said = await run(log, *asked)
    assert (exit_code, said) == (
        1,
        "Error: Nothing is lost: the database has 3 entries.\n",
    )
    await log.tamper("TRUNCATE entries, tree_heads, log_offsets, quarantine")
    log.places = replace(log.places, files=log.places.files.with_name("fresh"))
    exit_code, said = await run(log, *asked)
    assert exit_code == 0, said
    assert f"The log goes on as {NEXT}; its first checkpoint has the size 1." in said


async def test_refuse_an_origin_that_is_none(log: TryLog) -> None:
    answer = await run(log, "hand-over", "two words")
    assert answer == (1, "Error: An origin has no space and no plus in it.\n")
