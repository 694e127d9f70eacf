"""A command's signature."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from joserfc import jws

from shared.contracts.applications import DecideApplication, SubmitApplication
from shared.contracts.envelope import CommandEnvelope, encode_command
from shared.errors import NotAuthenticated, NotPermitted, Unreadable
from shared.identity.caller import Caller
from shared.identity.keys import ALGORITHM
from shared.identity.roles import Role
from shared.identity.signatures import sign_command, verify_command
from tests.support.identity import NOW, actor_key, issuer_key, keyset_of

LETTERS = st.characters(categories=["L", "N", "P"])
TOPIC = "test.applications.commands"
REGISTRAR = actor_key("actor-1", Role.REGISTRAR)
ASSESSOR = actor_key("actor-2", Role.ASSESSOR)
ISSUER = issuer_key()
KEYS = keyset_of(REGISTRAR, ASSESSOR, ISSUER)
COMMAND = CommandEnvelope(
    id=UUID(int=1),
    type=DecideApplication.TYPE,
    subject=f"application/{UUID(int=2)}",
    time=NOW,
    actor="actor-1",
    correlationid=UUID(int=3),
    expectedversion=None,
    data={"application_id": str(UUID(int=2)), "decision": "accept"},
)
VALUE = encode_command(COMMAND)
SIGNATURE = sign_command(VALUE, TOPIC, REGISTRAR, NOW)


def test_says_who_sent_the_command() -> None:
    caller = verify_command(SIGNATURE, VALUE, TOPIC, NOW, KEYS)
    assert caller == Caller("actor-1", frozenset({Role.REGISTRAR}))


def test_is_detached() -> None:
    assert ".." in SIGNATURE
    assert len(SIGNATURE) < 300


@given(
    change=st.fixed_dictionaries(
        {},
        optional={
            "id": st.uuids(),
            "type": st.just(SubmitApplication.TYPE),
            "subject": st.text(LETTERS, min_size=1, max_size=20),
            "correlationid": st.uuids(),
            "expectedversion": st.integers(0, 9),
            "data": st.just({"decision": "refuse"}),
        },
    )
)
def test_holds_for_no_other_command(change: dict[str, object]) -> None:
    other = encode_command(replace(COMMAND, **change))  # pyright: ignore[reportArgumentType]
    if other == VALUE:
        return
    with pytest.raises(NotAuthenticated, match="does not hold"):
        verify_command(SIGNATURE, other, TOPIC, NOW, KEYS)


def test_holds_for_no_other_topic() -> None:
    with pytest.raises(NotAuthenticated, match="does not hold"):
        verify_command(SIGNATURE, VALUE, "assessment.commands", NOW, KEYS)


def test_is_in_force_when_the_broker_appends_it() -> None:
    late = NOW + timedelta(minutes=14)
    assert verify_command(SIGNATURE, VALUE, TOPIC, late, KEYS).actor == "actor-1"


def test_that_had_expired_before_it_was_appended_is_refused() -> None:
    with pytest.raises(NotAuthenticated, match="had expired"):
        verify_command(SIGNATURE, VALUE, TOPIC, NOW + timedelta(minutes=16), KEYS)


def test_in_force_for_hours_is_refused() -> None:
    signature = sign_command(VALUE, TOPIC, REGISTRAR, NOW, timedelta(hours=5))
    with pytest.raises(NotAuthenticated, match="too long"):
        verify_command(signature, VALUE, TOPIC, NOW, KEYS)


def test_cannot_be_made_for_another_actor() -> None:
    with pytest.raises(NotPermitted, match="actor it names"):
        sign_command(VALUE, TOPIC, ASSESSOR, NOW)


def test_by_another_actor_than_the_command_names_is_refused() -> None:
    forged = sign_command(VALUE, TOPIC, replace(ASSESSOR, actor="actor-1"), NOW)
    with pytest.raises(NotPermitted, match="another than it names"):
        verify_command(forged, VALUE, TOPIC, NOW, KEYS)


def test_by_another_key_under_a_known_id_is_refused() -> None:
    impostor = replace(actor_key("actor-1", Role.REGISTRAR), kid=REGISTRAR.kid)
    forged = sign_command(VALUE, TOPIC, impostor, NOW)
    with pytest.raises(NotAuthenticated, match="does not hold"):
        verify_command(forged, VALUE, TOPIC, NOW, KEYS)


def test_by_the_issuer_of_tokens_is_refused() -> None:
    forged = sign_command(VALUE, TOPIC, replace(ISSUER, actor="actor-1"), NOW)
    with pytest.raises(NotAuthenticated, match="not known"):
        verify_command(forged, VALUE, TOPIC, NOW, KEYS)


def test_by_a_key_that_left_the_key_set_is_refused() -> None:
    with pytest.raises(NotAuthenticated, match="not known"):
        verify_command(SIGNATURE, VALUE, TOPIC, NOW, keyset_of(ASSESSOR))


def test_does_not_permit_what_the_role_may_not() -> None:
    value = encode_command(replace(COMMAND, actor="actor-2"))
    signature = sign_command(value, TOPIC, ASSESSOR, NOW)
    with pytest.raises(NotPermitted, match="decide-application"):
        verify_command(signature, value, TOPIC, NOW, KEYS)


def test_does_not_permit_a_command_of_an_unknown_type() -> None:
    value = encode_command(replace(COMMAND, type="register.applications.abolish.v1"))
    signature = sign_command(value, TOPIC, REGISTRAR, NOW)
    with pytest.raises(NotPermitted):
        verify_command(signature, value, TOPIC, NOW, KEYS)


def test_with_a_payload_of_its_own_is_refused() -> None:
    """A carried payload would be verified in place of the record."""
    expires = int(NOW.timestamp()) + 60
    registry = jws.JWSRegistry(algorithms=[ALGORITHM], strict_check_header=False)
    header = {"alg": ALGORITHM, "exp": expires, "kid": REGISTRAR.kid}
    attached = jws.serialize_compact(header, b"{}", REGISTRAR.key, registry=registry)
    with pytest.raises(NotAuthenticated, match="not detached"):
        verify_command(attached, VALUE, TOPIC, NOW, KEYS)


@pytest.mark.parametrize("text", ["", "x", "..", "a..b", "é..è", "e30..AA", "W10..AA"])
def test_that_is_no_signature_is_refused(text: str) -> None:
    with pytest.raises(NotAuthenticated):
        verify_command(text, VALUE, TOPIC, NOW, KEYS)


def test_over_something_not_a_command_is_unreadable() -> None:
    with pytest.raises(Unreadable):
        verify_command(SIGNATURE, b"not a command", TOPIC, NOW, KEYS)
