"""A bearer token."""

from dataclasses import replace
from datetime import timedelta

import pytest
from joserfc import jwt

from shared.errors import NotAuthenticated
from shared.identity.caller import Caller
from shared.identity.keys import ALGORITHM
from shared.identity.roles import Role
from shared.identity.tokens import issue_own_token, issue_token, verify_token
from tests.support.identity import NOW, actor_key, issuer_key, keyset_of

ISSUER = issuer_key()
SERVICE = actor_key("service:applications", Role.SERVICE)
REGISTRAR = actor_key("actor-1", Role.REGISTRAR)
KEYS = keyset_of(ISSUER, SERVICE, REGISTRAR)
CALLER = Caller("actor-1", frozenset({Role.REGISTRAR, Role.OPERATOR}))


def test_says_who_the_caller_is() -> None:
    assert verify_token(issue_token(CALLER, ISSUER, NOW), KEYS, NOW) == CALLER


def test_is_in_force_from_its_issue_until_its_end() -> None:
    token = issue_token(CALLER, ISSUER, NOW, timedelta(minutes=5))
    for moment in (NOW, NOW + timedelta(minutes=4, seconds=59)):
        assert verify_token(token, KEYS, moment) == CALLER


@pytest.mark.parametrize(
    ("minutes", "sentence"), [(-2, "not yet in force"), (6, "expired")]
)
def test_is_refused_outside_its_time(minutes: int, sentence: str) -> None:
    token = issue_token(CALLER, ISSUER, NOW, timedelta(minutes=5))
    with pytest.raises(NotAuthenticated, match=sentence):
        verify_token(token, KEYS, NOW + timedelta(minutes=minutes))


def test_forgives_clocks_that_are_seconds_apart() -> None:
    token = issue_token(CALLER, ISSUER, NOW, timedelta(minutes=5))
    for seconds in (-20, 320):
        assert verify_token(token, KEYS, NOW + timedelta(seconds=seconds)) == CALLER


def test_made_for_days_is_refused() -> None:
    token = issue_token(CALLER, ISSUER, NOW, timedelta(days=2))
    with pytest.raises(NotAuthenticated, match="longer than is allowed"):
        verify_token(token, KEYS, NOW)


def test_of_an_unknown_key_is_refused() -> None:
    token = issue_token(CALLER, issuer_key(), NOW)
    with pytest.raises(NotAuthenticated, match="key that is not known"):
        verify_token(token, KEYS, NOW)


def test_of_another_key_under_a_known_id_is_refused() -> None:
    impostor = replace(issuer_key(), kid=ISSUER.kid)
    with pytest.raises(NotAuthenticated, match="does not hold"):
        verify_token(issue_token(CALLER, impostor, NOW), KEYS, NOW)


def test_changed_in_any_part_is_refused() -> None:
    parts = issue_token(CALLER, ISSUER, NOW).split(".")
    other = issue_token(
        Caller("actor-2", frozenset({Role.OPERATOR})), ISSUER, NOW + timedelta(hours=1)
    ).split(".")
    for place in (1, 2):
        mixed = [*parts[:place], other[place], *parts[place + 1 :]]
        with pytest.raises(NotAuthenticated):
            verify_token(".".join(mixed), KEYS, NOW)


@pytest.mark.parametrize("text", ["", "x", "a.b", "a.b.c", "é.è.ê", "..", "a." * 9])
def test_that_is_no_token_is_refused(text: str) -> None:
    with pytest.raises(NotAuthenticated):
        verify_token(text, KEYS, NOW)


def test_without_a_signature_is_refused() -> None:
    claims = issue_token(CALLER, ISSUER, NOW).split(".")[1]
    unsigned = "eyJhbGciOiJub25lIn0"
    with pytest.raises(NotAuthenticated):
        verify_token(f"{unsigned}.{claims}.", KEYS, NOW)


def test_by_an_actors_own_key_is_refused() -> None:
    with pytest.raises(NotAuthenticated, match="may not vouch"):
        verify_token(issue_own_token(REGISTRAR, NOW), KEYS, NOW)


def test_by_a_services_own_key_speaks_for_that_service() -> None:
    caller = verify_token(issue_own_token(SERVICE, NOW), KEYS, NOW)
    assert caller == Caller("service:applications", frozenset({Role.SERVICE}))


def test_by_a_services_own_key_speaks_for_nobody_else() -> None:
    token = issue_token(CALLER, SERVICE, NOW)
    with pytest.raises(NotAuthenticated, match="may not vouch"):
        verify_token(token, KEYS, NOW)


def test_by_a_services_own_key_claims_no_other_role() -> None:
    grasping = replace(SERVICE, roles=frozenset(Role))
    caller = verify_token(issue_own_token(grasping, NOW), KEYS, NOW)
    assert caller.roles == {Role.SERVICE}


def test_grants_only_roles_that_are_known() -> None:
    caller = verify_token(_with_claims(roles=["assessor", "king", "public"]), KEYS, NOW)
    assert caller.roles == {Role.ASSESSOR}


@pytest.mark.parametrize(
    "claims",
    [
        {"aud": "elsewhere"},
        {"iss": "issuer:elsewhere"},
        {"sub": ""},
        {"sub": 7},
        {"exp": None},
        {"exp": "tomorrow"},
        {"iat": None},
        {"exp": True},
    ],
)
def test_with_a_wrong_claim_is_refused(claims: dict[str, object]) -> None:
    with pytest.raises(NotAuthenticated):
        verify_token(_with_claims(**claims), KEYS, NOW)


def test_with_roles_that_are_no_list_grants_none() -> None:
    assert verify_token(_with_claims(roles="registrar"), KEYS, NOW).roles == frozenset()


def _with_claims(**claims: object) -> str:
    every = {
        "iss": ISSUER.actor,
        "aud": "register",
        "sub": "actor-1",
        "roles": ["registrar"],
        "iat": int(NOW.timestamp()),
        "exp": int(NOW.timestamp()) + 300,
        **claims,
    }
    header = {"alg": ALGORITHM, "kid": ISSUER.kid}
    return jwt.encode(header, every, ISSUER.key, algorithms=[ALGORITHM])
