"""The key set."""

import os
from pathlib import Path

import orjson
import pytest

from shared.errors import Malformed, Unavailable
from shared.identity import keyset
from shared.identity.keys import KnownKey, keyset_bytes, parse_key, read_signing_key
from shared.identity.keyset import KeysetFile, parse_keyset
from shared.identity.roles import Role
from tests.support.identity import actor_key, issuer_key

ONE = actor_key("actor-1", Role.REGISTRAR, Role.OPERATOR)
TWO = issuer_key()


def _write(path: Path, *keys: KnownKey) -> None:
    path.write_bytes(keyset_bytes({key.kid: key for key in keys}))


@pytest.fixture(autouse=True)
def looked_at_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keyset, "LOOK_AGAIN_AFTER", 0.0)


def test_comes_back_as_it_was_written() -> None:
    found = parse_keyset(keyset_bytes({key.kid: key for key in (ONE, TWO)}))
    for key in (ONE, TWO):
        read = found.find(key.kid)
        assert read is not None
        assert read.public_jwk == key.public_jwk


def test_never_holds_a_private_part() -> None:
    assert b'"d"' not in keyset_bytes({ONE.kid: ONE})


def test_with_a_private_key_in_it_is_refused() -> None:
    with pytest.raises(Malformed):
        parse_keyset(orjson.dumps({"keys": [ONE.private_jwk]}))


def test_with_two_keys_of_one_id_is_refused() -> None:
    with pytest.raises(Malformed, match="one id"):
        parse_keyset(orjson.dumps({"keys": [ONE.public_jwk, ONE.public_jwk]}))


@pytest.mark.parametrize("member", ["kid", "actor", "use_for", "x", "crv", "kty"])
def test_with_a_key_that_lacks_a_member_is_refused(member: str) -> None:
    jwk = {name: value for name, value in ONE.public_jwk.items() if name != member}
    with pytest.raises(Malformed):
        parse_key(jwk)


def test_is_read_again_when_the_file_changes(tmp_path: Path) -> None:
    path = tmp_path / "keyset.json"
    _write(path, ONE)
    file = KeysetFile(path)
    assert file.find(TWO.kid) is None
    _write(path, ONE, TWO)
    assert file.find(TWO.kid) is not None


def test_forgets_a_key_that_was_taken_out(tmp_path: Path) -> None:
    path = tmp_path / "keyset.json"
    _write(path, ONE, TWO)
    file = KeysetFile(path)
    assert file.find(ONE.kid) is not None
    _write(path, TWO)
    assert file.find(ONE.kid) is None


def test_is_not_looked_at_for_every_caller(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keyset, "LOOK_AGAIN_AFTER", 60.0)
    path = tmp_path / "keyset.json"
    _write(path, ONE)
    file = KeysetFile(path)
    assert file.current() is file.current()
    path.unlink()
    assert file.find(ONE.kid) is not None


def test_stays_in_force_while_the_file_cannot_be_read(tmp_path: Path) -> None:
    path = tmp_path / "keyset.json"
    _write(path, ONE)
    file = KeysetFile(path)
    assert file.find(ONE.kid) is not None
    path.write_bytes(b"{")
    assert file.find(ONE.kid) is not None
    _write(path, TWO)
    assert file.find(ONE.kid) is None


def test_that_never_could_be_read_is_unavailable(tmp_path: Path) -> None:
    with pytest.raises(Unavailable):
        KeysetFile(tmp_path / "keyset.json").find(ONE.kid)


def test_gives_no_private_key_where_the_file_is_public(tmp_path: Path) -> None:
    path = tmp_path / "registrar.jwk"
    path.write_bytes(orjson.dumps(ONE.public_jwk))
    with pytest.raises(Malformed, match="not a private key"):
        read_signing_key(path)
    path.write_bytes(orjson.dumps(ONE.private_jwk))
    os.utime(path)
    assert read_signing_key(path).private_jwk == ONE.private_jwk
