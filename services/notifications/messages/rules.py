"""What codes are in words, and whether an address can receive a message."""

import re

LONGEST_ADDRESS = 254  # RFC 5321 §4.5.3.1.3, less the angle brackets
_LOCAL_PART = r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}"
_HOST = r"[^\W_](?:[\w-]*[^\W_])?(?:\.[^\W_](?:[\w-]*[^\W_])?)+"
_ADDRESS = re.compile(f"{_LOCAL_PART}@{_HOST}")


def spoken(code: str) -> str:
    """Return a code as words."""
    return code.replace("-", " ")


def is_deliverable(address: str | None) -> bool:
    """Return whether mail can be sent to the address: one mailbox at one host.

    It holds nothing that could end a header line or begin a second address.
    """
    return (
        address is not None
        and len(address) <= LONGEST_ADDRESS
        and _ADDRESS.fullmatch(address) is not None
    )
