"""A log whose database or files were lost in part."""

import asyncio
import shutil
from urllib.parse import urlsplit

import asyncpg
import pytest

from services.audit.log import restoring
from services.audit.log.adding import Batch, refill
from services.audit.log.sequencer import Sequencer
from shared.capability import Database
from shared.tlog.errors import RolledBack
from tests.support.audit_log import TryLog, stream_events

pytestmark = pytest.mark.integration

EVENTS = stream_events("assessment/a", 700)
LATER = stream_events("assessment/b", 10)

ROLL_BACK = """
DELETE FROM entries WHERE index >= 300;
DELETE FROM tree_heads WHERE size > 300;
UPDATE log_offsets SET next_offset = 300 WHERE next_offset > 300;
"""

EMPTY = """
DELETE FROM entries;
DELETE FROM tree_heads;
DELETE FROM log_offsets;
"""


async def begun(log: TryLog) -> None:
    """Log events and stop."""
    async with log.running():
        await log.send(EVENTS)
        await log.until_sealed(700)


async def stays_broken(log: TryLog, why: str) -> None:
    """Run a sequencer, and see that it signs nothing and says why."""
    before = log.checkpoint()
    async with log.running() as sequencer:
        await log.send(LATER)
        await trouble(sequencer, why)
        await asyncio.sleep(0.5)
    assert log.checkpoint() == before


async def trouble(sequencer: Sequencer, why: str) -> None:
    async with asyncio.timeout(10):
        while why not in (sequencer.trouble or ""):  # noqa: ASYNC110
            await asyncio.sleep(0.02)


@pytest.mark.parametrize(
    "loss",
    [
        ROLL_BACK,
        "DELETE FROM entries WHERE index >= 690",
        "DELETE FROM entries WHERE index >= 512",
        "DELETE FROM entries",
        EMPTY,
    ],
)
async def test_takes_back_from_the_bundles_what_the_database_lost(
    log: TryLog,
    loss: str,
) -> None:
    await begun(log)
    seen = log.checkpoint()
    await log.tamper(loss)
    async with log.running():
        await log.send(LATER)
        await log.until_sealed(710)
    assert await log.entries() == [*EVENTS, *LATER]
    assert log.verify(seen).size == 710
    rows = await log.query("SELECT sum(cardinality(keys)) FROM entries")
    assert rows[0][0] == 710 * 4


async def test_takes_longer_than_the_roles_transactions_may_last(
    log: TryLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    await begun(log)
    await log.tamper(EMPTY)
    role = urlsplit(log.places.database).username
    await log.tamper(f"ALTER ROLE {role} SET transaction_timeout = '1s'")
    with pytest.raises(asyncpg.PostgresError, match="transaction timeout"):
        await in_one_transaction(log, "SELECT pg_sleep(2)")

    async def slowly(database: Database, batch: Batch) -> None:
        await asyncio.sleep(0.6)
        await refill(database, batch)

    monkeypatch.setattr(restoring, "refill", slowly)
    async with log.running():
        await log.send(LATER)
        await log.until_sealed(710)
    assert await log.entries() == [*EVENTS, *LATER]


async def in_one_transaction(log: TryLog, statement: str) -> None:
    """Run a statement as the service's role, a transaction of its own."""
    database = await asyncpg.connect(log.places.database)
    try:
        await database.execute(statement)
    finally:
        database.terminate()


async def test_signs_nothing_when_a_remaining_entry_was_changed_too(
    log: TryLog,
) -> None:
    await begun(log)
    await log.tamper(
        "DELETE FROM entries WHERE index >= 690;"
        "UPDATE entries SET entry = 'forged' WHERE index = 5",
    )
    await stays_broken(log, "are not what was signed")


async def test_signs_nothing_when_an_entry_in_the_middle_is_gone(log: TryLog) -> None:
    await begun(log)
    await log.tamper("DELETE FROM entries WHERE index = 5")
    await stays_broken(log, "Of 700 entries the database has 699")


async def test_signs_nothing_on_top_of_another_past(log: TryLog) -> None:
    await begun(log)
    await log.tamper("UPDATE tree_heads SET root = sha256(root)")
    await stays_broken(log, "does not know the signed 700 entries")


async def test_signs_nothing_when_database_and_bundles_were_lost(log: TryLog) -> None:
    await begun(log)
    await log.tamper("DELETE FROM entries WHERE index >= 400")
    shutil.rmtree(log.places.files / "tile" / "entries")
    await stays_broken(log, "cannot be read")


async def test_signs_nothing_when_a_bundle_was_changed(log: TryLog) -> None:
    await begun(log)
    await log.tamper("DELETE FROM entries WHERE index >= 400")
    bundle = log.places.files / "tile" / "entries" / "002.p" / "188"
    bundle.write_bytes(bundle.read_bytes().replace(b'"primary"', b'"forgery"', 1))
    await stays_broken(log, "are not what was signed")


async def test_signs_nothing_with_a_key_made_anew(log: TryLog) -> None:
    await begun(log)
    log.places.key.unlink()
    await stays_broken(log, "key audit-log.key is gone")


async def test_signs_nothing_over_a_checkpoint_of_another_key(log: TryLog) -> None:
    await begun(log)
    log.places.key.write_bytes(bytes(32))
    async with log.running() as sequencer:
        await trouble(sequencer, "The last checkpoint is not ours")


async def test_writes_its_files_again_when_they_are_lost(log: TryLog) -> None:
    await begun(log)
    seen = log.checkpoint()
    shutil.rmtree(log.places.files)
    async with log.running():
        await log.until_sealed(700)
    assert log.verify(seen) == seen


async def test_goes_on_when_only_the_files_were_rolled_back(log: TryLog) -> None:
    async with log.running():
        await log.send(EVENTS[:300])
        await log.until_sealed(300)
    yesterday = log.places.files.with_name("yesterday")
    shutil.copytree(log.places.files, yesterday)
    async with log.running():
        await log.send(EVENTS[300:])
        seen = await log.until_sealed(700)
    shutil.rmtree(log.places.files)
    yesterday.rename(log.places.files)
    with pytest.raises(RolledBack):
        log.verify(seen)
    async with log.running():
        await log.until_sealed(700)
    assert log.verify(seen) == seen


async def test_reads_an_emptied_kafka_anew_and_logs_nothing_twice(
    log: TryLog,
) -> None:
    await begun(log)
    await log.tamper("UPDATE log_offsets SET cluster_id = 'the Kafka before'")
    async with log.running():
        await log.send(LATER)
        await log.until_sealed(710)
    assert await log.entries() == [*EVENTS, *LATER]


async def test_reads_a_topic_that_begins_again_from_its_beginning(
    log: TryLog,
) -> None:
    await begun(log)
    await log.tamper("UPDATE log_offsets SET next_offset = 1000000")
    async with log.running():
        await log.send(LATER)
        await log.until_sealed(710)
    assert await log.entries() == [*EVENTS, *LATER]


async def test_is_refused_by_whoever_saw_more_of_it(log: TryLog) -> None:
    await begun(log)
    seen = log.checkpoint()
    shutil.rmtree(log.places.files)
    await log.tamper(EMPTY)
    async with log.running():
        await log.until_sealed(0)
    with pytest.raises(RolledBack):
        log.verify(seen)
