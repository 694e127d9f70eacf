"""Events that never reached Kafka, pulled from the service that recorded them."""

import asyncio
from pathlib import Path

import pytest

from oversight.completeness import CompletenessFold
from oversight.logged import logged
from services.audit.log import mending
from services.audit.log.producers import AskedByHttp
from shared.clock import Clock
from shared.contracts.audit import GapDetected, GapFilled
from shared.identity.demonstration import service_key_path
from shared.identity.keys import read_signing_key
from shared.identity.tokens import issue_own_token
from shared.messaging.peers import Peers
from tests.support.audit_log import TryLog
from tests.support.kit import begun, stream_of
from tests.support.kit_databases import KitDatabase
from tests.support.kit_services import started
from tests.support.made_up import SPEAKING

pytestmark = pytest.mark.integration

DISCLOSED = "SELECT disclosures FROM entry_disclosures ORDER BY entry_index"


async def test_are_logged_with_what_they_disclose(
    log: TryLog,
    kit_database: KitDatabase,
    topic_prefix: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(mending, "LOOK_SECONDS", 0.05)
    monkeypatch.setattr(mending, "SETTLING_SECONDS", 0.3)
    data = tmp_path / "producer"
    data.mkdir()
    async with started(
        # The log does not read this service's topic: on Kafka all of it is missing.
        *("applications", kit_database, log.kafka, topic_prefix, data, SPEAKING)
    ) as producer:
        application = await begun(producer.service.executor, "a", "b")
        stream = stream_of(application)
        stored = await producer.service.store.stream(stream, 0, 10)
        key = read_signing_key(service_key_path("audit", producer.data))
        peers = Peers(
            {"applications": producer.url},
            lambda: issue_own_token(key, Clock().wall()),
        )
        log.producers = AskedByHttp(peers)
        async with log.running(), asyncio.timeout(30):
            while not await log.query(  # noqa: ASYNC110 (a table has no event)
                "SELECT FROM entries WHERE type = $1", GapFilled.TYPE
            ):
                await asyncio.sleep(0.05)
        await peers.close()
    entries = await log.entries()
    assert entries[1:-1] == [event.entry for event in stored]
    fold = CompletenessFold()
    told = [logged(index, raw, (), ()) for index, raw in enumerate(entries)]
    for entry in told:
        fold.take(entry)
    assert fold.result().holds
    assert [told[0].type, told[-1].type] == [GapDetected.TYPE, GapFilled.TYPE]
    assert told[0].data["source"] == "/applications"
    kept = [row["disclosures"] for row in await log.query(DISCLOSED)]
    assert kept == ["~".join(event.disclosures) for event in stored]
    assert all(kept)
