"""What a mail server's reply says (RFC 5321 §4.2, RFC 3463)."""

import re

LONGEST_REPLY = 120

_PERMANENT = range(500, 600)
_CLOSING = 421  # the server closes the connection: RFC 5321 §3.8
_ENHANCED = re.compile(r"\s*([245])\.([0-9]{1,3})\.([0-9]{1,3})\b")
_POLICY = "7"
_TOO_FAST = frozenset({"28", "32"})  # RFC 7372, and as the large hosts use it
_NOT_PLAIN = re.compile(r"[^\x21-\x7e]+")
_ADDRESS = re.compile(r"\S*@\S*")


def is_for_good(code: int, message: str) -> bool:
    """Return whether no later try would fare better.

    A class in the enhanced code that says otherwise is believed: it was chosen with
    more care than the three digits.
    """
    found = _ENHANCED.match(message)
    return code in _PERMANENT and (found is None or found[1] != "4")


def held(code: int, message: str) -> bool:
    """Return whether the whole host asks for a pause, not only for this letter."""
    found = _ENHANCED.match(message)
    too_fast = found is not None and found[2] == _POLICY and found[3] in _TOO_FAST
    return code == _CLOSING or too_fast


def told(message: str) -> str:
    """Return a reply as it is recorded: one short line that holds no address."""
    line = _NOT_PLAIN.sub(" ", message).strip()
    return _ADDRESS.sub("(address)", line)[:LONGEST_REPLY]
