"""The event store in PostgreSQL."""

import asyncpg
import pytest
from asyncpg import Pool, Record

from shared.contracts.sealing import open_disclosure
from shared.database import open_epoch
from shared.eventstore.postgres import PostgresStore, PostgresUnit
from shared.eventstore.store import Conflicted, Reading, Writing
from tests.support.kit_databases import KitDatabase
from tests.support.recorded import new_event
from tests.support.store_behaviour import STREAM, StoreBehaviour, append, write

ORDER = "SELECT version FROM events ORDER BY epoch, transaction_id, position"

pytestmark = pytest.mark.integration


class TestThePostgresStore(StoreBehaviour):
    """Does all that every store does."""


@pytest.mark.parametrize(
    "change",
    ["UPDATE events SET type = 'x'", "DELETE FROM events", "TRUNCATE events"],
)
async def test_lets_nobody_change_what_is_recorded(
    store: PostgresStore, kit_database: KitDatabase, change: str
) -> None:
    await append(store, 1)
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await store.pool.execute(change)
    owner = await asyncpg.connect(kit_database.owner)
    try:
        with pytest.raises(asyncpg.RaiseError, match="never changed"):
            await owner.execute(change)
    finally:
        await owner.close()


async def test_holds_no_entry_that_the_log_could_not(pool: "Pool[Record]") -> None:
    with pytest.raises(asyncpg.CheckViolationError):
        await pool.execute(
            "INSERT INTO events (epoch, stream, version, id, type, topic, recorded_at,"
            " sealed, entry) VALUES (1, 'a', 1, gen_random_uuid(), 't', 'e', now(),"
            " false, $1)",
            b"x" * 65_536,
        )


async def test_lets_nobody_build_on_what_committed_after_its_transaction_id(
    store: PostgresStore,
) -> None:
    # The pair of the design: one has its transaction id before the other appends.
    async def append_after_another() -> None:
        async with store.unit() as unit:
            await unit.database.execute("SELECT pg_current_xact_id()")
            await append(store, 1)
            read = await unit.read(Reading(streams=[STREAM]))
            next_version = len(read.histories.get(STREAM, ())) + 1
            await unit.write(Writing(events=[new_event(STREAM, next_version)]))

    with pytest.raises(Conflicted):
        await append_after_another()
    rows = await store.pool.fetch(ORDER)
    assert [row["version"] for row in rows] == [1]


async def test_would_publish_them_in_the_wrong_order_under_read_committed(
    store: PostgresStore,
) -> None:
    # Why the isolation level is what it is: the same pair, one level lower.
    async with store.pool.acquire() as connection:
        transaction = connection.transaction(isolation="read_committed")
        await transaction.start()
        unit = PostgresUnit(connection, store.epoch)
        await unit.database.execute("SELECT pg_current_xact_id()")
        await append(store, 1)
        read = await unit.read(Reading(streams=[STREAM]))
        next_version = len(read.histories[STREAM]) + 1
        await unit.write(Writing(events=[new_event(STREAM, next_version)]))
        await transaction.commit()
    rows = await store.pool.fetch(ORDER)
    assert [row["version"] for row in rows] == [2, 1]


async def test_opens_an_epoch_when_it_finds_itself_in_another_cluster(
    store: PostgresStore, kit_database: KitDatabase
) -> None:
    assert store.epoch == 1
    assert await open_epoch(store.pool) == 1
    owner = await asyncpg.connect(kit_database.superuser)
    try:
        await owner.execute("UPDATE epochs SET system_identifier = 'elsewhere'")
    finally:
        await owner.close()
    assert await open_epoch(store.pool) == 2
    assert await open_epoch(store.pool) == 2


async def test_lets_go_of_its_turns_even_when_its_block_raises(
    store: PostgresStore,
) -> None:
    for _ in range(10):
        with pytest.raises(LookupError):
            async with store.unit(["counting", "other"]):
                raise LookupError
    held = await store.pool.fetchval(
        "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'"
        " AND database = (SELECT oid FROM pg_database WHERE datname ="
        " current_database())"
    )
    assert held == 0


async def test_ends_transactions_that_would_hold_up_every_relay(
    pool: "Pool[Record]",
) -> None:
    settings = {
        name: await pool.fetchval("SELECT current_setting($1, true)", name)
        for name in (
            "default_transaction_isolation",
            "idle_in_transaction_session_timeout",
            "transaction_timeout",
        )
    }
    assert settings["default_transaction_isolation"] == "repeatable read"
    assert settings["idle_in_transaction_session_timeout"] == "10s"
    assert settings["transaction_timeout"] in {"1min", None}


async def test_writes_an_entry_and_its_disclosures_apart(
    store: PostgresStore,
) -> None:
    event = new_event(STREAM, 1)
    await write(store, Writing(events=[event]))
    row = await store.pool.fetchrow("SELECT person_id, disclosures FROM disclosures")
    assert row is not None
    opened = [open_disclosure(text) for text in row["disclosures"].split("~")]
    assert {name for name, _ in opened} == {
        "person_id",
        "given_names",
        "email",
        "explanation",
    }
    assert row["person_id"] == event.person_id
    async with store.unit() as unit:
        read = await unit.read(Reading(streams=[STREAM]))
    assert b"Too short." not in read.histories[STREAM][0]
