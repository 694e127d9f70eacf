"""Which endpoints can be called, and why something cannot be done to a subscriber."""

import re
from enum import StrEnum
from ipaddress import ip_address

from shared.errors import Refused

RULE = "domain §7.8"
BY_REGISTRAR = "registrar"
"""The code of a subscriber that a registrar disabled."""
LONGEST_URL = 500

_ENDPOINT = re.compile(
    r"(?P<scheme>https?)://"
    r"(?P<host>[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?|\[[0-9A-Fa-f:.]+\])"
    r"(?::(?P<port>[0-9]{1,5}))?"
    r"(?:[/?][!-\"$-~]*)?"
)
_HIGHEST_PORT = 65_535


class Reason(StrEnum):
    """The refusals."""

    NO_SUCH_SUBSCRIBER = "no-such-subscriber"
    REGISTERED_ALREADY = "registered-already"
    NO_TITLE = "no-title"
    NO_CHANGES = "no-changes"
    BAD_ENDPOINT = "bad-endpoint"
    ENDED = "subscription-ended"


SENTENCES = {
    Reason.NO_SUCH_SUBSCRIBER: "There is no such subscriber.",
    Reason.REGISTERED_ALREADY: (
        "A subscriber was registered under this id: give a new one its own."
    ),
    Reason.NO_TITLE: "A subscriber has a name, and none was given.",
    Reason.NO_CHANGES: "Say of which changes it is to be told: of none was asked.",
    Reason.BAD_ENDPOINT: (
        "An endpoint is an address of https://, of 500 characters at most, without a "
        "user's name or a fragment; http:// is for this machine only (127.0.0.1)."
    ),
    Reason.ENDED: "The subscription has ended: register the subscriber anew.",
}


def refused(reason: Reason) -> Refused:
    """Return the refusal for a reason."""
    return Refused(reason.value, SENTENCES[reason], RULE)


def endpoint(url: str | None) -> str:
    """Return the address of an endpoint, or refuse what cannot be called."""
    found = _ENDPOINT.fullmatch((url or "").strip())
    if found is None or len(found[0]) > LONGEST_URL:
        raise refused(Reason.BAD_ENDPOINT)
    if not 1 <= int(found["port"] or 443) <= _HIGHEST_PORT:
        raise refused(Reason.BAD_ENDPOINT)
    if found["scheme"] == "http" and not _is_loopback(found["host"]):
        raise refused(Reason.BAD_ENDPOINT)
    return found[0]


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False
