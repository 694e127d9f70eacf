"""What mail systems write back: delivery status notifications (RFC 3464), read.

What they say is believed only where they were sent to an address that we made for the
letter: everything else in them can be written by anybody.
"""

import re
from dataclasses import dataclass
from email import message_from_bytes
from email.errors import MessageError
from email.message import EmailMessage, Message
from email.policy import default
from email.utils import getaddresses
from typing import cast

from services.notifications.transports.port import Key
from services.notifications.transports.returns import Returns

NOT_OURS = "not-ours"
NOT_A_REPORT = "not-a-report"
NO_OUTCOME = "no-outcome"
ARRIVED_AT = ("to", "delivered-to", "x-original-to", "envelope-to")
"""Where a mail system writes the address that it delivered to."""

_STATUS = re.compile(r"\s*([245]\.[0-9]{1,3}\.[0-9]{1,3})\b")
_UNSTATED = {"failed": "5.0.0", "delayed": "4.0.0", "delivered": "2.0.0"}
_PERMANENT = "5"


@dataclass(frozen=True, slots=True)
class CameBack:
    """A delivery failed, or is late: `code` is its status (RFC 3463)."""

    key: Key
    code: str
    permanent: bool


@dataclass(frozen=True, slots=True)
class Arrived:
    """A delivery reached the recipient's mail system."""

    key: Key


@dataclass(frozen=True, slots=True)
class NotBelieved:
    """Nothing follows from the mail, and why."""

    reason: str


Verdict = CameBack | Arrived | NotBelieved


def judged(mail: bytes, returns: Returns) -> Verdict:
    """Return what a piece of mail says of a letter of ours; never raises for its form.

    Where a report names several recipients, it is the first: our letters have one.
    """
    try:
        message = message_from_bytes(mail, policy=default)
        key = _key_of(message, returns)
        if key is None:
            return NotBelieved(NOT_OURS)
        fields = _recipient_fields(message)
    except (MessageError, ValueError, LookupError, AttributeError, TypeError):
        # The library raises all of these for mail that was made to harm.
        return NotBelieved(NOT_A_REPORT)
    if fields is None:
        return NotBelieved(NOT_A_REPORT)
    return _verdict(key, *fields)


def _verdict(key: Key, action: str, status: str) -> Verdict:
    found = _STATUS.match(status)
    code = found[1] if found else _UNSTATED.get(action, "")
    match action:
        case "failed":
            return CameBack(key, code, permanent=code.startswith(_PERMANENT))
        case "delayed":
            return CameBack(key, code, permanent=False)
        case "delivered":
            return Arrived(key)
        case _:
            return NotBelieved(NO_OUTCOME)


def _key_of(message: EmailMessage, returns: Returns) -> Key | None:
    """Return the letter whose own address the mail was sent to."""
    lines = [str(line) for name in ARRIVED_AT for line in message.get_all(name, [])]
    addresses = (address for _, address in getaddresses(lines))
    return next((key for one in addresses if (key := returns.key_of(one))), None)


def _recipient_fields(message: EmailMessage) -> tuple[str, str] | None:
    """Return the action and the status of a report; None where it is none."""
    if message.get_content_type() != "multipart/report":
        return None
    for part in message.walk():
        if part.get_content_type() != "message/delivery-status":
            continue
        blocks = part.get_payload()
        if not isinstance(blocks, list):
            return None
        for block in cast("list[Message]", blocks):
            if block.get("action"):
                action = str(block["action"]).strip().lower()
                return action, str(block.get("status", ""))
    return None
