"""A record on its way into the log."""

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.audit.log.entry import Cause, Entry
from services.audit.log.records import read_arrival, read_entry
from shared.contracts.applications import ApplicationSubmitted
from shared.contracts.audit import MADE_BY_THE_LOG
from shared.contracts.canonical import Json
from shared.contracts.envelope import CONTENT_TYPE, LONGEST_TEXT, Envelope, encode
from shared.contracts.sealing import seal
from shared.contracts.speakers import SERVICES
from shared.merkle import leaf_hash
from tests.support.audit_log import event, named, record

CONTENT = ("content-type", CONTENT_TYPE.encode())
CLEAR: dict[str, Json] = {
    "application_id": "00000000-0000-0000-0000-000000000001",
    "scopes": ["nuclear-medicine"],
    "route": "equivalence",
    "submitted_on": "2026-11-02",
    "possible_duplicate_of": [],
}


def submitted(personal: dict[str, Json]) -> tuple[Envelope, tuple[str, ...]]:
    """Return an event with these fields sealed, and their disclosures."""
    data, disclosures = seal({**CLEAR, **personal}, personal.keys(), lambda: bytes(16))
    opened = event("application/a", 1, type=ApplicationSubmitted.TYPE, data=data)
    return opened, disclosures


def entry_of(envelope: Envelope, disclosures: str = "") -> Entry:
    headers = (CONTENT, ("disclosures", disclosures.encode()))
    arrival = record(encode(envelope), headers=headers)
    topic = f"{envelope.source[1:]}.events"
    reading = read_arrival(arrival._replace(topic=topic))
    assert isinstance(reading, Entry)
    return reading


def test_becomes_an_entry_of_the_same_bytes() -> None:
    raw = encode(event("assessment/a", 3))
    reading = read_arrival(record(raw))
    assert isinstance(reading, Entry)
    assert (reading.raw, reading.leaf) == (raw, leaf_hash(raw))
    assert (reading.stream, reading.version) == ("assessment/a", 3)


def test_is_the_same_entry_when_it_is_taken_back_from_a_bundle() -> None:
    raw = encode(event("assessment/a", 3))
    assert read_entry(raw) == read_arrival(record(raw))


def test_brings_its_disclosures_and_its_person_along() -> None:
    person = named("person")
    envelope, disclosures = submitted({"person_id": str(person), "email": "z@e.org"})
    entry = entry_of(envelope, "~".join(disclosures))
    assert entry.person_id == person
    assert str(person) not in entry.keys
    assert entry.disclosures == disclosures
    assert b"z@e.org" not in entry.raw


def test_brings_no_disclosure_along_that_opens_nothing_in_it() -> None:
    envelope, disclosures = submitted({"email": "z@e.org"})
    _, others = submitted({"given_names": "Zoë"})
    entry = entry_of(envelope, "~".join([*others, *disclosures, "", "é", "!"]))
    assert entry.disclosures == (disclosures[0],)


@pytest.mark.parametrize("person", [None, "nobody", 7, ["list"]])
def test_has_no_person_where_the_disclosure_names_none(person: Json) -> None:
    envelope, disclosures = submitted({"person_id": person})
    assert entry_of(envelope, "~".join(disclosures)).person_id is None


@pytest.mark.parametrize(
    "headers",
    [(), (("content-type", None),), (("content-type", b"application/json"),)],
)
def test_with_another_content_type_is_quarantined(
    headers: tuple[tuple[str, bytes | None], ...],
) -> None:
    raw = encode(event("assessment/a", 1))
    assert read_arrival(record(raw, headers=headers)) is Cause.WRONG_CONTENT_TYPE


def test_may_have_the_longest_stream_there_is() -> None:
    stream = "a" * LONGEST_TEXT
    assert entry_of(event(stream, 1)).stream == stream


@given(st.binary(max_size=200))
def test_of_any_bytes_is_read_or_quarantined(value: bytes) -> None:
    assert isinstance(read_arrival(record(value)), (Entry, Cause))


@given(
    st.dictionaries(
        st.sampled_from([*encode(event("a", 1)).decode().split('"')[1::2]]),
        st.recursive(
            st.none()
            | st.booleans()
            | st.integers(-(2**63), 2**63)
            | st.text(max_size=20),
            lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
            max_leaves=5,
        ),
    ),
)
def test_with_any_fields_is_read_or_quarantined(fields: dict[str, object]) -> None:
    whole = orjson.loads(encode(event("assessment/a", 1))) | fields
    raw = orjson.dumps(whole, option=orjson.OPT_SORT_KEYS)
    assert isinstance(read_arrival(record(raw)), (Entry, Cause))


def test_is_quarantined_where_it_lacks_what_its_contract_needs() -> None:
    lacking = event("application/a", 1, type=ApplicationSubmitted.TYPE, data={})
    arrival = record(encode(lacking))._replace(topic="applications.events")
    assert read_arrival(arrival) is Cause.MISSING_FIELD


def test_is_quarantined_where_its_topic_is_another_services() -> None:
    raw = encode(event("assessment/a", 3))
    assert isinstance(read_arrival(record(raw)), Entry)
    elsewhere = record(raw)._replace(topic="notifications.events")
    assert read_arrival(elsewhere) is Cause.WRONG_SOURCE


@pytest.mark.parametrize("source", ["/ions", "/s", "/", "/applications/", "/x"])
def test_is_quarantined_where_no_service_is_its_source(source: str) -> None:
    raw = encode(event("application/a", 1, source=source))
    arrival = record(raw)._replace(topic="rct-applications.events")
    assert read_arrival(arrival) is Cause.WRONG_SOURCE


def test_is_quarantined_where_its_type_is_another_services_word() -> None:
    said = event("application/a", 1, source="/applications")
    arrival = record(encode(said))._replace(topic="applications.events")
    assert read_arrival(arrival) is Cause.OF_ANOTHER_SERVICE


@pytest.mark.parametrize("kind", sorted(MADE_BY_THE_LOG))
@pytest.mark.parametrize("service", SERVICES)
def test_is_quarantined_where_only_the_log_may_say_so(kind: str, service: str) -> None:
    said = event("application/a", 1, type=kind, source=f"/{service}", data={})
    arrival = record(encode(said))._replace(topic=f"{service}.events")
    assert read_arrival(arrival) is Cause.RESERVED
