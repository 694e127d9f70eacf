"""The reference under which an applicant pays: short, and with a check character."""

import re
from hashlib import sha256
from uuid import UUID

LEADING = "F"
LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Thirty-two, without those that people misread (Crockford)."""

CHECKS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
DRAWN = 8

_SEPARATORS = re.compile(r"[\s./-]+")
_REFERENCE = re.compile(rf"(?=({LEADING}[{LETTERS}]{{{DRAWN}}}[{CHECKS}]))")


def reference_of(application_id: UUID) -> str:
    """Return the reference of an application: ten characters that say nothing."""
    number = int.from_bytes(sha256(application_id.bytes).digest()[:5])
    drawn = ""
    for _ in range(DRAWN):
        number, rest = divmod(number, len(LETTERS))
        drawn += LETTERS[rest]
    text = f"{LEADING}{drawn}"
    return f"{text}{check_character(text)}"


def check_character(text: str) -> str:
    """Return the check character of a text (ISO/IEC 7064, MOD 37,36).

    It finds every wrong character, and every two neighbours that changed places.
    """
    modulus = len(CHECKS)
    check = modulus
    for letter in text:
        check = (check + CHECKS.index(letter)) % modulus or modulus
        check = check * 2 % (modulus + 1)
    return CHECKS[(1 - check) % modulus]


def references_in(*texts: str) -> tuple[str, ...]:
    """Return the references that texts hold, each once, however they are spaced."""
    found: dict[str, None] = {}
    for text in texts:
        together = _SEPARATORS.sub("", text.upper())
        for match in _REFERENCE.finditer(together):
            if check_character(match[1][:-1]) == match[1][-1]:
                found[match[1]] = None
    return tuple(found)
