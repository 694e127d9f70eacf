"""Secrets of subscribers."""

from base64 import b64decode
from pathlib import Path
from uuid import UUID

from services.notifications.transports.secrets import secrets_from

ONE, OTHER = UUID(int=1), UUID(int=2)


def key(folder: Path, content: bytes = b"a key") -> Path:
    path = folder / "key"
    path.write_bytes(content)
    return path


def test_are_as_standard_webhooks_writes_them(tmp_path: Path) -> None:
    secret = secrets_from(key(tmp_path)).of(ONE)
    assert secret.startswith("whsec_")
    assert len(b64decode(secret.removeprefix("whsec_"))) == 32


def test_are_the_same_every_time_and_of_each_id_another(tmp_path: Path) -> None:
    path = key(tmp_path)
    assert secrets_from(path).of(ONE) == secrets_from(path).of(ONE)
    assert secrets_from(path).of(ONE) != secrets_from(path).of(OTHER)


def test_follow_from_a_chosen_key_where_one_is_chosen(tmp_path: Path) -> None:
    path = key(tmp_path)
    chosen = secrets_from(path, "chosen").of(ONE)
    assert chosen != secrets_from(path).of(ONE)
    assert chosen == secrets_from(key(tmp_path, b"another"), "chosen").of(ONE)


def test_are_not_shown_by_what_makes_them(tmp_path: Path) -> None:
    assert "key" not in repr(secrets_from(key(tmp_path))).replace("Secrets(", "")
