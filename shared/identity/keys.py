"""Ed25519 keys as JWKs (RFC 7517, RFC 8037), with our members `actor` and `roles`.

`use_for` says what a key vouches for: `tokens` is the issuer of everybody's tokens,
`commands` is an actor's own key. The algorithm is `Ed25519` (RFC 9864, which retires
the ambiguous name `EdDSA`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import cast

import orjson
from joserfc.errors import JoseError
from joserfc.jwk import OKPKey

from shared.contracts.canonical import Json, parse_json
from shared.errors import Malformed, Unreadable
from shared.identity.roles import Role

ALGORITHM = "Ed25519"


class KeyUse(StrEnum):
    """What a key vouches for."""

    TOKENS = "tokens"
    COMMANDS = "commands"


@dataclass(frozen=True, slots=True)
class KnownKey:
    """A key with its owner; `key` is private where we sign, public where we check."""

    kid: str
    actor: str
    roles: frozenset[Role]
    use: KeyUse
    key: OKPKey

    @property
    def public_jwk(self) -> dict[str, Json]:
        """The JWK that others may see."""
        return self._jwk(private=False)

    @property
    def private_jwk(self) -> dict[str, Json]:
        """The JWK that only the owner may see."""
        return self._jwk(private=True)

    def _jwk(self, *, private: bool) -> dict[str, Json]:
        return {
            **cast("dict[str, Json]", self.key.as_dict(private=private)),
            "kid": self.kid,
            "actor": self.actor,
            "roles": [str(role) for role in sorted(self.roles)],
            "use_for": str(self.use),
        }


def new_key(actor: str, roles: frozenset[Role], use: KeyUse) -> KnownKey:
    """Return a fresh key; its `kid` is its thumbprint (RFC 7638)."""
    key = OKPKey.generate_key(ALGORITHM)
    return KnownKey(key.thumbprint(), actor, roles, use, key)


def parse_key(jwk: Mapping[str, Json]) -> KnownKey:
    """Return the key that a JWK spells; raises `Malformed` naming the member."""
    try:
        key = OKPKey.import_key(
            {"kty": "OKP", "crv": ALGORITHM, "x": _text(jwk, "x"), **_secret(jwk)}
        )
    except (JoseError, ValueError) as error:
        raise Malformed("A key of the key set is not an Ed25519 key.", "x") from error
    if (jwk.get("kty"), jwk.get("crv")) != ("OKP", ALGORITHM):
        raise Malformed("A key of the key set is not an Ed25519 key.", "crv")
    return KnownKey(
        kid=_text(jwk, "kid"),
        actor=_text(jwk, "actor"),
        roles=known_roles(jwk.get("roles")),
        use=_use(jwk),
        key=key,
    )


def read_signing_key(path: Path) -> KnownKey:
    """Return the private key of a `.jwk` file; raises `Malformed` where there is none.

    The sentence never quotes the file, since it is a secret.
    """
    try:
        jwk = parse_json(path.read_bytes())
    except (OSError, Unreadable):
        jwk = None
    if not isinstance(jwk, dict) or "d" not in jwk:
        raise Malformed(f"{path.name} is not a private key.") from None
    return parse_key(jwk)


def known_roles(claimed: Json) -> frozenset[Role]:
    """Return the roles among `claimed` that this register knows.

    An issuer may speak of others; being the public is nobody's to grant.
    """
    if not isinstance(claimed, list):
        return frozenset()
    names = frozenset(name for name in claimed if isinstance(name, str))
    return frozenset(role for role in Role if role in names) - {Role.PUBLIC}


def keyset_bytes(keys: Mapping[str, KnownKey]) -> bytes:
    """Return the JWK set of the public keys, in the order of their ids."""
    return orjson.dumps(
        {"keys": [keys[kid].public_jwk for kid in sorted(keys)]},
        option=orjson.OPT_SORT_KEYS | orjson.OPT_INDENT_2,
    )


def _secret(jwk: Mapping[str, Json]) -> dict[str, str]:
    return {"d": _text(jwk, "d")} if "d" in jwk else {}


def _use(jwk: Mapping[str, Json]) -> KeyUse:
    try:
        return KeyUse(_text(jwk, "use_for"))
    except ValueError as error:
        raise Malformed(
            "A key is for 'tokens' or for 'commands'.", "use_for"
        ) from error


def _text(jwk: Mapping[str, Json], member: str) -> str:
    value = jwk.get(member)
    if not isinstance(value, str) or not value:
        raise Malformed(f"A key of the key set has no '{member}'.", member)
    return value
