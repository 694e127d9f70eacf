"""What rests beside the log for a time."""

from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import cast

import asyncpg
import orjson
import pytest
from aiokafka import AIOKafkaProducer

from services.audit.log.forgetting import LOGGED_SEARCH_TEXT, QUARANTINED_BYTES
from shared.capability import Database
from shared.contracts.contract import personal_fields
from shared.contracts.envelope import CONTENT_TYPE, encode
from shared.contracts.sealing import open_disclosure, seal
from shared.contracts.views import Looked, LookOutcome
from tests.support.audit_log import NOW, TryLog, event, named
from tests.support.kafka_topics import producing, put

pytestmark = pytest.mark.integration

BEGAN, A_DAY = datetime(2000, 1, 1, tzinfo=UTC), timedelta(days=1)


@asynccontextmanager
async def service_role(log: TryLog) -> AsyncGenerator[Database]:
    """Yield a connection with the service's own rights and no more."""
    connection = await asyncpg.connect(log.places.database)
    try:
        yield cast("Database", connection)
    finally:
        await connection.close()


def looked(version: int, sought: str) -> tuple[bytes, str]:
    """Return the event of a search, and its disclosures."""
    look = Looked(
        kind="trail",
        action="audit.read-trail",
        outcome=LookOutcome.SHOWN,
        purpose="oversight",
        sought=sought,
        explanation="A complaint.",
    )
    data, disclosures = seal(
        look.model_dump(mode="json"),
        personal_fields(Looked),
        lambda: named(sought).bytes,
    )
    stream = "looking/assessment/registrar:1/2026-03-01"
    sealed = event(stream, version, type=Looked.TYPE, data=data, reason="looked")
    return encode(sealed), "~".join(disclosures)


async def say(producer: AIOKafkaProducer, log: TryLog, raw: bytes, texts: str) -> None:
    headers = [
        ("content-type", CONTENT_TYPE.encode()),
        ("disclosures", texts.encode()),
    ]
    await put(producer, log.topic, raw, b"key", headers)


async def disclosed(log: TryLog, field: str) -> Sequence[object]:
    rows = await log.query("SELECT disclosures FROM entry_disclosures ORDER BY 1")
    opened = [
        open_disclosure(one) for row in rows for one in row["disclosures"].split("~")
    ]
    return [value for name, value in opened if name == field]


async def test_loses_searched_words_and_no_entry(log: TryLog) -> None:
    async with log.running(), producing(log.kafka) as producer:
        await say(producer, log, *looked(1, "q=Nora"))
        await log.until_sealed(1)
    before = await log.entries()
    async with service_role(log) as database:
        assert await LOGGED_SEARCH_TEXT.forget(database, BEGAN, NOW) == 0
        assert await LOGGED_SEARCH_TEXT.forget(database, BEGAN, NOW + A_DAY) == 1
        assert await LOGGED_SEARCH_TEXT.forget(database, BEGAN, NOW + A_DAY) == 0
    assert await disclosed(log, "sought") == []
    assert await disclosed(log, "explanation") == ["A complaint."]
    assert await log.entries() == before
    assert log.verify().size == 1


async def test_loses_quarantined_bytes_and_not_their_digest(log: TryLog) -> None:
    async with log.running():
        await log.send([b"no event", None])
        await log.until_sealed(2)
    kept = await log.query("SELECT * FROM quarantine ORDER BY record_offset")
    assert [row["length"] for row in kept] == [8, None]
    async with service_role(log) as database:
        assert await QUARANTINED_BYTES.forget(database, BEGAN, NOW) == 0
        assert await QUARANTINED_BYTES.forget(database, BEGAN, NOW + A_DAY) == 1
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await database.execute("DELETE FROM quarantine")
    assert not await log.query("SELECT FROM quarantined_bytes")
    assert await log.query("SELECT * FROM quarantine ORDER BY record_offset") == kept
    digests = [orjson.loads(raw)["data"]["sha256"] for raw in await log.entries()]
    assert [row["sha256"].hex() for row in kept] == digests
