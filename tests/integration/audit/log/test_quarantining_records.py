"""A record that cannot be an entry."""

from hashlib import sha256

import orjson
import pytest

from shared.contracts.assessment import RecommendationGiven
from shared.contracts.envelope import encode
from tests.support.audit_log import TryLog, event, stream_events

pytestmark = pytest.mark.integration

KEPT_APART = """
SELECT value, cause FROM quarantine LEFT JOIN quarantined_bytes
    USING (cluster_id, topic, partition, record_offset)
"""

PERSONAL = event(
    "assessment/a",
    1,
    type=RecommendationGiven.TYPE,
    data={"reasons": "Zoë"},
)

NUL = encode(event("assessment/@", 1)).replace(b"@", rb"\u0000")

BEFORE_TIME = encode(event("assessment/a", 1)).replace(
    b"2026-03-01T09:30:00.000000Z",
    b"0001-01-01T00:00:00.000000+23:59",
)


@pytest.mark.parametrize(
    ("value", "cause"),
    [
        (None, "empty"),
        (b"", "empty"),
        (b"not json", "not-an-event"),
        (b"\xff\x00", "not-an-event"),
        (b"[" * 5_000, "not-an-event"),
        (b'{"id":"1"}', "not-an-event"),
        (b" " + encode(event("assessment/a", 1)), "not-an-event"),
        (b"x" * 65_536, "too-long"),
        (encode(event("assessment/a", 1, type="register.new.v1")), "unknown-type"),
        (encode(event("assessment/a", 1, data={"more": 1})), "unknown-field"),
        (encode(PERSONAL), "personal-data-in-clear"),
        (encode(event("conflict/a", 1)), "reserved-name"),
        (encode(event("assessment/a", 1, source="/audit/log")), "reserved-name"),
        (BEFORE_TIME, "not-an-event"),
        (NUL, "not-an-event"),
        (encode(event("assessment/a", 2**60)), "not-an-event"),
    ],
)
async def test_is_kept_apart_and_told_in_the_log(
    log: TryLog,
    value: bytes | None,
    cause: str,
) -> None:
    after = stream_events("assessment/after", 1)
    async with log.running():
        await log.send([value, *after])
        await log.until_sealed(2)
    told, *rest = sorted(await log.entries(), key=lambda raw: raw in after)
    assert rest == after
    assert orjson.loads(told)["type"] == "register.audit.record-quarantined.v1"
    assert orjson.loads(told)["data"] == {
        "topic": log.topic,
        "partition": 0,
        "offset": 0,
        "sha256": sha256(value or b"").hexdigest(),
        "cause": cause,
    }
    (row,) = await log.query(KEPT_APART)
    assert (row["value"], row["cause"]) == (value, cause)
    assert log.registry.get_sample_value("audit_quarantined_total") == 1


async def test_has_a_version_of_its_own_stream(log: TryLog) -> None:
    async with log.running():
        await log.send([b"first"])
        await log.until_sealed(1)
        await log.send([b"second", b"third"])
        await log.until_sealed(3)
    told = [orjson.loads(raw) for raw in await log.entries()]
    assert [it["sequence"] for it in told] == ["1", "2", "3"]
    assert {it["subject"] for it in told} == {f"quarantine/{log.topic}/0"}


async def test_is_told_once_when_it_is_read_again(log: TryLog) -> None:
    async with log.running():
        await log.send([b"no event", *stream_events("assessment/a", 1)])
        await log.until_sealed(2)
    await log.tamper("DELETE FROM log_offsets")
    async with log.running():
        await log.send(stream_events("assessment/b", 1))
        await log.until_sealed(3)
    assert len(await log.entries()) == 3


async def test_with_a_place_that_is_taken_is_told_as_a_conflict(log: TryLog) -> None:
    logged, other = (encode(event("assessment/a", 1, note)) for note in ("a", "b"))
    async with log.running():
        await log.send([logged])
        await log.until_sealed(1)
        await log.send([other, other, *stream_events("assessment/a", 1, first=2)])
        await log.until_sealed(3)
    entries = await log.entries()
    assert entries[0] == logged
    assert other not in entries
    (told,) = [it for it in map(orjson.loads, entries) if "conflict" in it["type"]]
    assert told["data"]["stream"] == "assessment/a"
    assert told["data"]["logged_leaf_hash"] == leaf(logged)
    assert told["data"]["other_leaf_hash"] == leaf(other)
    rows = await log.query(KEPT_APART)
    assert {row["value"] for row in rows} == {other}
    assert log.registry.get_sample_value("audit_conflicts_total") == 2


def leaf(raw: bytes) -> str:
    return sha256(b"\0" + raw).hexdigest()
