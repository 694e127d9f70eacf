"""Bearer tokens: JSON Web Tokens (RFC 7519), signed, short-lived, by wall clock.

Two kinds of key vouch for a caller: the issuer's (`use_for` tokens), for anybody; and
a service's own, for that service alone and with the roles that the key set gives it.
"""

from datetime import UTC, datetime, timedelta
from typing import cast

from joserfc import jws, jwt
from joserfc.errors import JoseError

from shared.contracts.canonical import Json
from shared.errors import NotAuthenticated
from shared.identity.caller import Caller
from shared.identity.keys import ALGORITHM, KeyUse, KnownKey, known_roles
from shared.identity.keyset import Keys
from shared.identity.roles import Role

AUDIENCE = "register"
LIFE = timedelta(minutes=15)
LONGEST_LIFE = timedelta(hours=12)
LEEWAY = timedelta(seconds=30)
"""How far two clocks may be apart."""

_REGISTRY = jws.JWSRegistry(algorithms=[ALGORITHM])


def issue_token(
    caller: Caller, issuer: KnownKey, now: datetime, life: timedelta = LIFE
) -> str:
    """Return a token that says who `caller` is, signed by the issuer."""
    claims: dict[str, object] = {
        "iss": issuer.actor,
        "aud": AUDIENCE,
        "sub": caller.actor,
        "roles": [str(role) for role in sorted(caller.roles)],
        "iat": int(now.timestamp()),
        "exp": int((now + life).timestamp()),
    }
    header = {"alg": ALGORITHM, "typ": "JWT", "kid": issuer.kid}
    return jwt.encode(header, claims, issuer.key, registry=_REGISTRY)


def issue_own_token(service: KnownKey, now: datetime, life: timedelta = LIFE) -> str:
    """Return a token by which a service says, with its own key, who it is."""
    return issue_token(Caller(service.actor, service.roles), service, now, life)


def verify_token(token: str, keys: Keys, now: datetime) -> Caller:
    """Return who the token speaks for at the wall clock's `now`.

    1. Its key is known. 2. The signature is that key's. 3. Issuer and audience are
    right. 4. It is in force and not made for longer than is allowed. 5. The key may
    vouch for this caller. Else `NotAuthenticated`.
    """
    try:
        # 1. An unverified look at the header finds the key.
        header = jws.extract_compact(token.encode("ascii"), registry=_REGISTRY)
        known = keys.find(str(header.protected.get("kid")))
        if known is None:
            raise NotAuthenticated("The token is signed by a key that is not known.")
        # 2.
        read = jwt.decode(token, known.key, registry=_REGISTRY)
    except (JoseError, ValueError) as error:
        raise NotAuthenticated("The token's signature does not hold.") from error
    claims = cast("dict[str, Json]", read.claims)
    # 3.
    if claims.get("iss") != known.actor or claims.get("aud") != AUDIENCE:
        raise NotAuthenticated("The token is not for this register.")
    # 4.
    _require_in_force(claims, now)
    # 5.
    return _caller(claims, known)


def _require_in_force(claims: dict[str, Json], now: datetime) -> None:
    issued, expires = claims.get("iat"), claims.get("exp")
    if type(issued) is not int or type(expires) is not int:
        raise NotAuthenticated("The token does not say how long it is in force.")
    if expires - issued > LONGEST_LIFE.total_seconds():
        raise NotAuthenticated("The token was made for longer than is allowed.")
    wall = now.astimezone(UTC).timestamp()
    leeway = LEEWAY.total_seconds()
    if wall >= expires + leeway:
        raise NotAuthenticated("The token has expired.")
    if wall < issued - leeway:
        raise NotAuthenticated("The token is not yet in force.")


def _caller(claims: dict[str, Json], known: KnownKey) -> Caller:
    subject = claims.get("sub")
    if not isinstance(subject, str) or not subject:
        raise NotAuthenticated("The token does not say whom it speaks for.")
    if known.use is KeyUse.TOKENS:
        return Caller(subject, known_roles(claims.get("roles")))
    if subject != known.actor or Role.SERVICE not in known.roles:
        raise NotAuthenticated("The token's key may not vouch for this caller.")
    return Caller(known.actor, known.roles)
