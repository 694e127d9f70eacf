"""Verifier keys: `name+id+key`, as C2SP signed-note writes them."""

import re
from dataclasses import dataclass
from enum import IntEnum
from hashlib import sha256

from shared.tlog.encoding import decode_base64, encode_base64
from shared.tlog.errors import MalformedKey

_PUBLIC_KEY_SIZE = 32
_KEY_ID = re.compile(r"[0-9a-f]{8}", re.ASCII)


class KeyKind(IntEnum):
    """What a key signs: the byte before the public key."""

    NOTE = 0x01
    COSIGNATURE = 0x04


@dataclass(frozen=True)
class VerifierKey:
    """A named Ed25519 public key (32 raw bytes) and what it may sign."""

    name: str
    public_key: bytes
    kind: KeyKind = KeyKind.NOTE

    def __post_init__(self) -> None:
        """Refuse a name that a signature line could not carry."""
        if not is_key_name(self.name):
            raise MalformedKey("its name is empty or has a space or a plus in it")
        if len(self.public_key) != _PUBLIC_KEY_SIZE:
            raise MalformedKey("an Ed25519 key has 32 bytes")

    @property
    def key_id(self) -> bytes:
        """The first four bytes of the hash over name, kind and key."""
        seed = self.name.encode() + b"\n" + self._typed_key
        return sha256(seed).digest()[:4]

    @property
    def _typed_key(self) -> bytes:
        return bytes([self.kind]) + self.public_key

    def __str__(self) -> str:
        return f"{self.name}+{self.key_id.hex()}+{encode_base64(self._typed_key)}"


def parse_verifier_key(text: str) -> VerifierKey:
    """Return the key that the text spells; raises `MalformedKey`."""
    # Base64 has plus signs of its own, so only the first two divide.
    match text.strip().split("+", maxsplit=2):
        case [name, key_id, encoded]:
            pass
        case _:
            raise MalformedKey
    try:
        typed_key = decode_base64(encoded)
        kind = KeyKind(typed_key[0])
    except (ValueError, IndexError) as error:
        raise MalformedKey("it is of no kind that is known here") from error
    key = VerifierKey(name, typed_key[1:], kind)
    if not _KEY_ID.fullmatch(key_id) or key.key_id.hex() != key_id:
        raise MalformedKey("its id does not belong to its name and key")
    return key


def is_key_name(name: str) -> bool:
    """Tell whether a signature line can carry the name."""
    return (
        bool(name)
        and "+" not in name
        and not any(sign.isspace() or sign < " " for sign in name)
    )
