"""Events on their way into the log."""

import pytest

from shared.contracts.envelope import encode
from shared.merkle import EMPTY_ROOT
from tests.support.audit_log import TryLog, event, stream_events

pytestmark = pytest.mark.integration


async def test_begin_with_the_checkpoint_of_an_empty_log(log: TryLog) -> None:
    async with log.running():
        checkpoint = await log.until_sealed(0)
    assert (checkpoint.size, checkpoint.root) == (0, EMPTY_ROOT)


async def test_are_logged_and_sealed_as_the_same_bytes(log: TryLog) -> None:
    sent = stream_events("assessment/a", 700)
    async with log.running():
        await log.send(sent)
        await log.until_sealed(700)
    assert await log.entries() == sent
    assert log.verify().size == 700


async def test_are_logged_once_however_often_they_come(log: TryLog) -> None:
    sent = stream_events("assessment/a", 20)
    async with log.running():
        await log.send(sent)
        await log.until_sealed(20)
        await log.send([*sent, *sent])
        await log.send(stream_events("assessment/b", 1))
        await log.until_sealed(21)
    assert await log.entries() == [*sent, *stream_events("assessment/b", 1)]


async def test_are_found_by_the_ids_they_are_about(log: TryLog) -> None:
    opened = event("assessment/a", 1)
    async with log.running():
        await log.send([encode(opened)])
        await log.until_sealed(1)
    rows = await log.query("SELECT keys FROM entries WHERE index = 0")
    assert set(rows[0]["keys"]) == {
        "service:assessment",
        str(opened.correlationid),
        str(opened.data["application_id"]),
        str(opened.data["assessment_id"]),
    }
