"""A record by which somebody speaks for another."""

from typing import Any, cast

import pytest
from aiokafka import ConsumerRecord

from shared.contracts.assessment import AssessmentOpened
from shared.contracts.canonical import canonical, parse
from shared.contracts.envelope import CONTENT_TYPE
from shared.eventstore.memory import MemoryStore
from shared.messaging.arrivals import UNREADABLE, Heard, Unheard, judge
from shared.messaging.broker import KafkaRecord
from tests.support.audit_log import named
from tests.support.hearing_behaviour import HEARING, history
from tests.support.kit import inbox, stream_of

ONE = named("one")
RETURNED = history(ONE)[0].raw
BY_TOPIC = "The event came by a topic that is not its source's."
BY_TYPE = "The event is said by somebody whose word it is not."


def record(value: bytes, topic: str = "applications.events") -> KafkaRecord:
    given: dict[str, Any] = {
        "topic": topic,
        "partition": 0,
        "offset": 3,
        "timestamp": 0,
        "timestamp_type": 1,
        "key": None,
        "value": value,
        "checksum": None,
        "serialized_key_size": 0,
        "serialized_value_size": 0,
        "headers": [("content-type", CONTENT_TYPE.encode())],
    }
    return cast("KafkaRecord", ConsumerRecord(**given))


def changed(**members: str) -> bytes:
    return canonical({**parse(RETURNED), **members})


FORGED = [
    (record(RETURNED, "assessment.events"), BY_TOPIC),
    (record(RETURNED, "register.notifications.views"), BY_TOPIC),
    (record(changed(source="/assessment"), "assessment.events"), BY_TYPE),
    (record(changed(type=AssessmentOpened.TYPE)), BY_TYPE),
    # An event of tomorrow would hold up its stream, and it is not its source's topic.
    (
        record(changed(type="register.applications.unheard-of.v1"), "audit.events"),
        BY_TOPIC,
    ),
]


def test_is_heard_where_nobody_speaks_for_another() -> None:
    assert isinstance(judge(record(RETURNED)), Heard)
    assert isinstance(judge(record(RETURNED, "trial-applications.events")), Heard)


@pytest.mark.parametrize(("forged", "sentence"), FORGED)
def test_is_not_believed(forged: KafkaRecord, sentence: str) -> None:
    arrival = judge(forged)
    assert isinstance(arrival, Unheard)
    assert (arrival.reason, arrival.sentence) == (UNREADABLE, sentence)
    assert not arrival.holds_up
    assert arrival.stream.startswith(f"{UNREADABLE}/{forged.topic}/")


async def test_waits_with_its_reason_and_changes_nothing_though_tried_again() -> None:
    store = MemoryStore()
    hearing = inbox(store)
    for forged, sentence in FORGED:
        await hearing.on_records([forged])
        (waiting,) = await store.waiting(HEARING, None, 100)
        assert (waiting.reason, waiting.sentence) == (UNREADABLE, sentence)
        await hearing.retry([waiting])
        (again,) = await store.waiting(HEARING, None, 100)
        assert again.sentence == sentence
        store = MemoryStore()
        hearing = inbox(store)


async def test_does_not_keep_the_true_one_from_being_heard() -> None:
    store = MemoryStore()
    hearing = inbox(store)
    await hearing.on_records([record(RETURNED, "assessment.events")])
    await hearing.on_records([record(RETURNED)])
    (waiting,) = await store.waiting(HEARING, None, 100)
    assert waiting.stream.startswith(f"{UNREADABLE}/assessment.events/")
    assert stream_of(ONE) != waiting.stream
