"""The envelope of an event or a command."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from uuid import UUID

import pytest
from asyncpg.pgproto.pgproto import UUID as DriverUuid  # noqa: N811 - a class
from hypothesis import given
from hypothesis import strategies as st

from shared.contracts.canonical import Json, canonical, parse
from shared.contracts.envelope import (
    CommandEnvelope,
    Envelope,
    decode,
    decode_command,
    encode,
    encode_command,
    instant,
)
from shared.errors import Unreadable
from tests.support.contract_values import INSTANTS, OBJECTS

TEXTS = st.text(st.characters(codec="ascii", categories=["L", "N"]), min_size=1)
ENVELOPES = st.builds(
    Envelope,
    id=st.uuids(),
    type=TEXTS,
    source=TEXTS,
    subject=TEXTS,
    sequence=st.integers(1, 2**53 - 1),
    time=INSTANTS,
    walltime=INSTANTS,
    effective=st.dates(),
    actor=TEXTS,
    reason=TEXTS,
    rulebook=TEXTS,
    correlationid=st.uuids(),
    causationid=st.uuids(),
    data=OBJECTS,
)
COMMANDS = st.builds(
    CommandEnvelope,
    id=st.uuids(),
    type=TEXTS,
    subject=TEXTS,
    time=INSTANTS,
    actor=TEXTS,
    correlationid=st.uuids(),
    expectedversion=st.none() | st.integers(0, 2**53 - 1),
    data=OBJECTS,
)
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
SOME = Envelope(
    id=UUID(int=1),
    type="register.assessment.assessment-concluded.v1",
    source="/assessment",
    subject="assessment/1",
    sequence=1,
    time=NOON,
    walltime=NOON,
    effective=date(2026, 3, 2),
    actor="registrar-1",
    reason="concluded",
    rulebook="rct-voluntary@2015-09-07",
    correlationid=UUID(int=2),
    causationid=UUID(int=2),
    data={},
)


@given(ENVELOPES)
def test_is_read_back_as_it_was(envelope: Envelope) -> None:
    assert decode(encode(envelope)) == envelope


@given(ENVELOPES)
def test_is_the_canonical_form_of_itself(envelope: Envelope) -> None:
    raw = encode(envelope)
    assert canonical(parse(raw)) == raw


@pytest.mark.parametrize("text", ["a\0b", "\ud800"])
@pytest.mark.parametrize("attribute", ["subject", "actor", "reason"])
@given(ENVELOPES)
def test_is_not_written_with_a_text_that_nothing_holds(
    attribute: str, text: str, envelope: Envelope
) -> None:
    with pytest.raises(Unreadable):
        encode(replace(envelope, **{attribute: text}))


def test_may_speak_of_the_escape_of_a_character_that_nothing_holds() -> None:
    envelope = replace(SOME, actor="\\u0000")
    assert decode(encode(envelope)) == envelope


@given(COMMANDS)
def test_of_a_command_is_read_back_as_it_was(command: CommandEnvelope) -> None:
    assert decode_command(encode_command(command)) == command


def example() -> dict[str, Json]:
    """Return the members of an event that is well."""
    identity = UUID(int=1)
    envelope = Envelope(
        id=identity,
        type="register.applications.made-up.v1",
        source="/applications",
        subject="application/1",
        sequence=1,
        time=NOON,
        walltime=NOON,
        effective=NOON.date(),
        actor="actor-1",
        reason="made-up",
        rulebook="made-up-1",
        correlationid=identity,
        causationid=identity,
        data={},
    )
    return parse(encode(envelope))


@pytest.mark.parametrize(
    "change",
    [
        {"specversion": "0.3"},
        {"id": "not-a-uuid"},
        {"type": ""},
        {"type": 1},
        {"subject": None},
        {"subject": "x" * 501},
        {"subject": "a\nb"},
        {"sequence": "0"},
        {"sequence": "01"},
        {"sequence": "-1"},
        {"sequence": "1.0"},
        {"sequence": 1},
        {"sequence": str(2**53)},
        {"sequence": "9" * 5000},
        {"time": "2026-03-02T12:00:00"},
        {"time": "noon"},
        {"effective": "2026-13-01"},
        {"data": []},
        {"data": "x"},
    ],
    ids=repr,
)
def test_is_unreadable_with_a_member_that_is_none(change: dict[str, Json]) -> None:
    with pytest.raises(Unreadable):
        decode(canonical({**example(), **change}))


@pytest.mark.parametrize("name", sorted(set(example()) - {"datacontenttype"}))
def test_is_unreadable_without_one_of_its_members(name: str) -> None:
    members = example()
    del members[name]
    with pytest.raises(Unreadable):
        decode(canonical(members))


def test_speaks_of_instants_in_utc_to_the_microsecond() -> None:
    summer = NOON.astimezone(timezone(timedelta(hours=1)))
    assert instant(summer) == "2026-03-02T12:00:00.000000Z"
    with pytest.raises(Unreadable):
        instant(NOON.replace(tzinfo=None))


def test_is_the_same_with_ids_as_a_database_driver_reads_them() -> None:
    read = DriverUuid(str(SOME.correlationid))
    assert type(read) is not UUID
    assert encode(replace(SOME, correlationid=read)) == encode(SOME)
