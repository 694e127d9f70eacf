"""Signed links: what lets somebody without an account do one thing, for some days.

A link is a JSON Web Token (RFC 7519) signed by the notifications service as it sends a
message, for one purpose and one subject. It is in no event and no log: whoever reads
the record cannot act by it. That it is used once is for the subject's own rules.
"""

from datetime import UTC, datetime, timedelta
from typing import cast

from joserfc import jws, jwt
from joserfc.errors import JoseError

from shared.clock import register_date
from shared.contracts.canonical import Json
from shared.errors import NotFound
from shared.identity.keys import ALGORITHM, KnownKey
from shared.identity.keyset import Keys
from shared.identity.roles import Role

SIGNER = "service:notifications"
AUDIENCE = "register-link"

_REGISTRY = jws.JWSRegistry(algorithms=[ALGORITHM])


class LinkExpired(NotFound):
    """The link was good, and is so no longer."""

    status = 410
    code = "link-expired"

    def __init__(self, expires: int) -> None:
        last = datetime.fromtimestamp(expires, UTC) - timedelta(microseconds=1)
        day = register_date(last)
        super().__init__(f"This link could be used until {day.day} {day:%B %Y}.")


def sign_link(purpose: str, subject: str, expires_at: datetime, key: KnownKey) -> str:
    """Return the token of a link for a purpose and an opaque subject.

    Its end is by the register's clock: the rulebook says how long it is good.
    """
    claims: dict[str, object] = {
        "iss": key.actor,
        "aud": f"{AUDIENCE}:{purpose}",
        "sub": subject,
        "exp": int(expires_at.timestamp()),
    }
    header = {"alg": ALGORITHM, "typ": "JWT", "kid": key.kid}
    return jwt.encode(header, claims, key.key, registry=_REGISTRY)


def read_link(token: str, purpose: str, keys: Keys, now: datetime) -> str:
    """Return the subject of a link that is good for this purpose at `now`.

    Raises `LinkExpired` after its end and `NotFound`, whatever else is wrong with it,
    and never quotes it.
    """
    try:
        header = jws.extract_compact(token.encode("ascii"), registry=_REGISTRY)
        known = keys.find(str(header.protected.get("kid")))
        if known is None or known.actor != SIGNER or Role.SERVICE not in known.roles:
            raise _no_good()
        read = jwt.decode(token, known.key, registry=_REGISTRY)
    except (JoseError, ValueError):
        raise _no_good() from None
    claims = cast("dict[str, Json]", read.claims)
    subject, expires = claims.get("sub"), claims.get("exp")
    if claims.get("iss") != SIGNER or claims.get("aud") != f"{AUDIENCE}:{purpose}":
        raise _no_good()
    if not isinstance(subject, str) or not subject or type(expires) is not int:
        raise _no_good()
    if now.timestamp() >= expires:
        raise LinkExpired(expires)
    return subject


def _no_good() -> NotFound:
    return NotFound("This link is not valid.")
