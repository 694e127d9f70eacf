"""A record that nobody foresaw."""

from datetime import UTC, datetime, timedelta
from typing import Any, cast

import orjson
import pytest
from aiokafka import ConsumerRecord

from shared.contracts.canonical import canonical
from shared.contracts.envelope import CONTENT_TYPE, decode, decode_command
from shared.errors import Unreadable
from shared.messaging.arrivals import Unheard, judge
from shared.messaging.broker import KafkaRecord
from shared.messaging.failing import Failing
from tests.support.repository import ROOT

SAMPLE = next((ROOT / "tests" / "contracts" / "samples").glob("*.json"))
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


def before_the_calendar() -> bytes:
    """An event of a year that has no UTC instant."""
    event = orjson.loads(orjson.loads(SAMPLE.read_bytes())["entry"])
    return canonical({**event, "time": "0001-01-01T00:00:00+14:00"})


def record(value: bytes, partition: int = 0) -> KafkaRecord:
    headers = [("content-type", CONTENT_TYPE.encode())]
    given: dict[str, Any] = {
        "topic": "applications.events",
        "partition": partition,
        "offset": 3,
        "timestamp": 0,
        "timestamp_type": 1,
        "key": None,
        "value": value,
        "checksum": None,
        "serialized_key_size": 0,
        "serialized_value_size": 0,
        "headers": headers,
    }
    return cast("KafkaRecord", ConsumerRecord(**given))


def test_is_unreadable_before_the_calendar_begins() -> None:
    with pytest.raises(Unreadable):
        decode(before_the_calendar())
    with pytest.raises(Unreadable):
        decode_command(before_the_calendar())


def test_waits_without_holding_up_anybody() -> None:
    arrival = judge(record(before_the_calendar()))
    assert isinstance(arrival, Unheard)
    assert not arrival.holds_up


def test_is_complained_of_while_its_partition_fails_though_others_go_on() -> None:
    failing = Failing()
    failing.note_failure([record(b""), record(b"", partition=1)], NOW)
    failing.note_success([record(b"", partition=1)])
    assert failing.complaint(NOW + timedelta(seconds=59)) is None
    complaint = failing.complaint(NOW + timedelta(seconds=61))
    assert complaint == "Partition 0 of applications.events has failed for 61 seconds."
    failing.note_success([record(b"")])
    assert failing.complaint(NOW + timedelta(seconds=61)) is None
