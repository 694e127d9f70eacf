"""Signatures of commands on Kafka: a detached JWS (RFC 7515, appendix F).

The signed payload is the canonical JSON of the command's id, type, subject and actor,
the digest of the record's value, the topic and the expiry. It is not carried, but
built again from the record, so a signature fits one record on one topic. Expiry is
judged at the broker's append time: a command that waits in the topic does not expire,
one that is put there later does.
"""

from base64 import urlsafe_b64encode
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from joserfc import jws
from joserfc.errors import JoseError
from joserfc.registry import HeaderParameter

from shared.contracts.canonical import canonical
from shared.contracts.envelope import CommandEnvelope, decode_command
from shared.errors import NotAuthenticated, NotPermitted
from shared.identity.caller import Caller
from shared.identity.keys import ALGORITHM, KeyUse, KnownKey
from shared.identity.keyset import Keys
from shared.identity.permissions import require

LIFE = timedelta(minutes=15)
LONGEST_LIFE = timedelta(hours=1)

_REGISTRY = jws.JWSRegistry(
    header_registry={"exp": HeaderParameter("Expires at", "int", required=True)},
    algorithms=[ALGORITHM],
)


def sign_command(
    value: bytes, topic: str, key: KnownKey, now: datetime, life: timedelta = LIFE
) -> str:
    """Return the signature of a command record by its actor's own key.

    `value` is the record's value, `topic` its full name, `now` the wall clock. Raises
    `NotPermitted` where the command names another actor.
    """
    command = decode_command(value)
    if command.actor != key.actor:
        raise NotPermitted("A command can only be signed by the actor it names.")
    expires = int((now + life).timestamp())
    header = {"alg": ALGORITHM, "exp": expires, "kid": key.kid}
    payload = _payload(command, value, topic, expires)
    signed = jws.serialize_compact(header, payload, key.key, registry=_REGISTRY)
    head, _, signature = signed.split(".")
    return f"{head}..{signature}"


def verify_command(
    signature: str, value: bytes, topic: str, append_time: datetime, keys: Keys
) -> Caller:
    """Return the caller who signed the command, and may send it.

    Raises what `signer_of` raises, and `NotPermitted` where the actor may not send a
    command of this type.
    """
    caller = signer_of(signature, value, topic, append_time, keys)
    require(caller, decode_command(value).type)
    return caller


def signer_of(
    signature: str, value: bytes, topic: str, append_time: datetime, keys: Keys
) -> Caller:
    """Return the caller who signed the command, whether they may send it or not.

    1. The signature is detached. 2. Its key is known and the named actor's own.
    3. It was in force when the broker appended the record. 4. It is over this record
    on this topic. Raises `NotAuthenticated` (1 to 4), `NotPermitted` (2),
    `Unreadable` for no command.
    """
    command = decode_command(value)
    header = _header(signature)
    # 2.
    known = keys.find(str(header.get("kid")))
    if known is None or known.use is not KeyUse.COMMANDS:
        raise NotAuthenticated("The command is signed by a key that is not known.")
    if known.actor != command.actor:
        raise NotPermitted("The command is signed by another than it names.")
    # 3.
    expires = header.get("exp")
    if type(expires) is not int:
        raise NotAuthenticated("The command's signature has no expiry.")
    _require_in_force(expires, append_time)
    # 4.
    _require_signed(signature, _payload(command, value, topic, expires), known)
    return Caller(known.actor, known.roles)


def _header(signature: str) -> dict[str, object]:
    try:
        unverified = jws.extract_compact(signature.encode("ascii"), registry=_REGISTRY)
    except (JoseError, ValueError) as error:
        raise NotAuthenticated("The command's signature cannot be read.") from error
    # 1. A payload that is carried would be verified in place of the record.
    if unverified.payload:
        raise NotAuthenticated("The command's signature is not detached.")
    return dict(unverified.protected)


def _require_in_force(expires: int, append_time: datetime) -> None:
    appended = append_time.astimezone(UTC).timestamp()
    if appended > expires:
        raise NotAuthenticated("The command's signature had expired.")
    if expires - appended > LONGEST_LIFE.total_seconds():
        raise NotAuthenticated("The command's signature is in force for too long.")


def _require_signed(signature: str, payload: bytes, known: KnownKey) -> None:
    try:
        jws.deserialize_compact(
            signature, known.key, registry=_REGISTRY, payload=payload
        )
    except (JoseError, ValueError) as error:
        raise NotAuthenticated("The command's signature does not hold.") from error


def _payload(command: CommandEnvelope, value: bytes, topic: str, expires: int) -> bytes:
    return canonical(
        {
            "id": str(command.id),
            "type": command.type,
            "subject": command.subject,
            "actor": command.actor,
            "digest": _digest(value),
            "topic": topic,
            "exp": expires,
        }
    )


def _digest(value: bytes) -> str:
    return urlsafe_b64encode(sha256(value).digest()).rstrip(b"=").decode("ascii")
