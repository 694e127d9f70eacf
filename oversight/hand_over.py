"""What the last entry of a log says about the log that goes on from it."""

from shared.contracts.audit import LogHandedOver
from shared.contracts.envelope import decode
from shared.contracts.speakers import may_say
from shared.errors import Unreadable
from shared.tlog.errors import VerificationError
from shared.tlog.keys import VerifierKey, parse_verifier_key


class NotHandedOver(VerificationError):
    """The last entry of a log that ended does not say how the log goes on."""


def next_key(entry: bytes, origin: str) -> VerifierKey:
    """Return the key of the log that a log's last entry hands it over to.

    It is believed where the log itself says it of its own origin. Raises
    `NotHandedOver` or `MalformedKey`.
    """
    try:
        envelope = decode(entry)
    except Unreadable as error:
        raise NotHandedOver(origin) from error
    said = envelope.data
    said_by_the_log = may_say(envelope.source, LogHandedOver.TYPE)
    if envelope.type != LogHandedOver.TYPE or not said_by_the_log:
        raise NotHandedOver(origin)
    if said.get("origin") != origin:
        raise NotHandedOver(origin)
    key = parse_verifier_key(str(said.get("new_vkey")))
    if key.name != said.get("new_origin"):
        raise NotHandedOver(origin)
    return key
