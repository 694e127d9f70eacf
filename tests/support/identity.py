"""Keys and callers for tests, made in memory."""

from datetime import UTC, datetime

from shared.identity.keys import KeyUse, KnownKey, new_key
from shared.identity.keyset import Keyset
from shared.identity.roles import Role

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


def actor_key(actor: str, *roles: Role) -> KnownKey:
    """Return a fresh key of an actor, for signing commands."""
    return new_key(actor, frozenset(roles), KeyUse.COMMANDS)


def issuer_key(name: str = "issuer:test") -> KnownKey:
    """Return a fresh key of an issuer of tokens."""
    return new_key(name, frozenset(), KeyUse.TOKENS)


def keyset_of(*keys: KnownKey) -> Keyset:
    """Return the key set that knows these keys."""
    return Keyset.of(keys)
