"""The demonstration's people."""

import stat
from pathlib import Path

import pytest

from shared.errors import NotFound
from shared.identity.demonstration import (
    PEOPLE,
    POOL,
    SERVICES,
    ensure_identity,
    identity_folder,
    person_key_path,
    service_key_path,
    signing_key_for,
    token_for,
)
from shared.identity.keys import KeyUse, read_signing_key
from shared.identity.keyset import KeysetFile
from shared.identity.roles import Role
from shared.identity.tokens import issue_own_token, verify_token
from tests.support.identity import NOW


@pytest.fixture
def keys(tmp_path: Path) -> KeysetFile:
    return KeysetFile(ensure_identity(tmp_path))


@pytest.mark.parametrize("name", sorted(PEOPLE))
def test_have_tokens_that_every_service_believes(
    name: str, tmp_path: Path, keys: KeysetFile
) -> None:
    assert verify_token(token_for(name, tmp_path, NOW), keys, NOW) == (
        PEOPLE[name].caller
    )


@pytest.mark.parametrize("name", sorted(PEOPLE))
def test_have_keys_for_their_commands(
    name: str, tmp_path: Path, keys: KeysetFile
) -> None:
    private = signing_key_for(name, tmp_path)
    public = keys.find(private.kid)
    assert public is not None
    assert public.actor == PEOPLE[name].actor
    assert public.roles == PEOPLE[name].caller.roles
    assert public.use is KeyUse.COMMANDS


@pytest.mark.parametrize("name", SERVICES)
def test_stand_beside_services_that_speak_for_themselves(
    name: str, tmp_path: Path, keys: KeysetFile
) -> None:
    own = read_signing_key(service_key_path(name, tmp_path))
    caller = verify_token(issue_own_token(own, NOW), keys, NOW)
    assert (caller.actor, caller.roles) == (f"service:{name}", {Role.SERVICE})


def test_keep_their_keys_at_the_second_start(tmp_path: Path) -> None:
    first = ensure_identity(tmp_path).read_bytes()
    token = token_for("registrar", tmp_path, NOW)
    assert ensure_identity(tmp_path).read_bytes() == first
    assert verify_token(token, KeysetFile(ensure_identity(tmp_path)), NOW)


def test_keep_private_keys_to_themselves(tmp_path: Path, keys: KeysetFile) -> None:
    assert keys.current()
    assert stat.S_IMODE(identity_folder(tmp_path).stat().st_mode) == 0o700
    files = list(identity_folder(tmp_path).glob("*.jwk"))
    assert len(files) == 1 + len(PEOPLE) + len(SERVICES)
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}


def test_are_of_every_role_and_enough_that_nobody_acts_twice_in_a_case() -> None:
    roles = [person.role for person in PEOPLE.values()]
    assert set(roles) == set(Role) - {Role.PUBLIC, Role.SERVICE}
    # Two decide; two judge, a third and a lead; two of health, two on the appeal.
    counts = [roles.count(one) for one in (Role.REGISTRAR, Role.ASSESSOR, Role.PANEL)]
    assert counts == [2, 4, 4]
    assert len({person.actor for person in PEOPLE.values()}) == len(PEOPLE)


def test_of_the_pool_are_assessors() -> None:
    assert {PEOPLE[name].role for name in POOL} == {Role.ASSESSOR}


def test_have_actor_ids_that_say_nothing() -> None:
    for person in PEOPLE.values():
        words = person.display_name.lower().split()
        assert not any(word in person.actor for word in [person.name, *words])


def test_are_nobody_else(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="choose from registrar"):
        token_for("../issuer", tmp_path)
    with pytest.raises(NotFound):
        person_key_path("issuer", tmp_path)
