"""The key set: everybody's public keys, in a JWK set file that may change."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic
from typing import Protocol

import structlog

from shared.contracts.canonical import parse_json
from shared.errors import Malformed, RegisterError, Unavailable
from shared.identity.keys import KnownKey, parse_key

LOOK_AGAIN_AFTER = 2.0
"""Seconds between two looks at the file."""

_log = structlog.stdlib.get_logger(__name__)


class Keys(Protocol):
    """Wherever keys are found by their id."""

    def find(self, kid: str) -> KnownKey | None:
        """Return the key, or None where it is not (or no longer) known."""
        ...


@dataclass(frozen=True)
class Keyset:
    """Keys that do not change: parsed once, looked up by id."""

    keys: Mapping[str, KnownKey]

    @classmethod
    def of(cls, keys: Iterable[KnownKey]) -> "Keyset":
        """Return the set of these keys."""
        return cls({key.kid: key for key in keys})

    def find(self, kid: str) -> KnownKey | None:
        """Return the key with this id, if there is one."""
        return self.keys.get(kid)


def parse_keyset(raw: bytes) -> Keyset:
    """Return the keys of a JWK set; raises `Malformed` or `Unreadable`."""
    document = parse_json(raw)
    jwks = document.get("keys") if isinstance(document, dict) else None
    if not isinstance(jwks, list):
        raise Malformed("The key set has no list of keys.", "keys")
    keys: dict[str, KnownKey] = {}
    for jwk in jwks:
        if not isinstance(jwk, dict) or "d" in jwk:
            raise Malformed("The key set holds something not a public key.", "keys")
        key = parse_key(jwk)
        if keys.setdefault(key.kid, key) is not key:
            raise Malformed("The key set holds two keys of one id.", "kid")
    return Keyset(keys)


@dataclass
class KeysetFile:
    """The keys of a file, read again within seconds after it changed.

    A file that cannot be read any more leaves the last keys in force and is reported;
    one that never could be read is `Unavailable`.
    """

    path: Path
    _keys: Keyset | None = field(default=None, repr=False)
    _stamp: tuple[int, int, int] | None = field(default=None, repr=False)
    _looked_at: float = field(default=0.0, repr=False)

    def find(self, kid: str) -> KnownKey | None:
        """Return the key with this id, if the file has one."""
        return self.current().find(kid)

    def current(self) -> Keyset:
        """Return the keys as the file has them now, give or take seconds."""
        now = monotonic()
        if self._keys is None or now - self._looked_at >= LOOK_AGAIN_AFTER:
            self._looked_at = now
            self._look()
        if self._keys is None:
            raise Unavailable("The key set cannot be read.")
        return self._keys

    def _look(self) -> None:
        try:
            status = self.path.stat()
            stamp = (status.st_mtime_ns, status.st_size, status.st_ino)
            if stamp == self._stamp:
                return
            self._keys = parse_keyset(self.path.read_bytes())
            self._stamp = stamp
        except (OSError, RegisterError) as error:
            _log.error("key set not read", cause=type(error).__name__)
