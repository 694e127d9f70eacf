"""The reference under which an applicant pays: short, and with a check character."""

import re
from hashlib import sha256
from uuid import UUID

LEADING = "F"
LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Thirty-two, without those that people misread (Crockford)."""

CHECKS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ*"
NOT_WRITTEN = "*"
"""The one check character that a bank's form may refuse."""

DRAWN = 8

_SEPARATORS = re.compile(r"[\s./-]+")
_REFERENCE = re.compile(rf"(?=({LEADING}[{LETTERS}]{{{DRAWN}}}[A-Z0-9]))")


def reference_of(application_id: UUID) -> str:
    """Return the reference of an application: ten characters that say nothing."""
    digest = sha256(application_id.bytes).digest()
    while (check := check_character(text := _drawn(digest))) == NOT_WRITTEN:
        digest = sha256(digest).digest()
    return f"{text}{check}"


def check_character(text: str) -> str:
    """Return the check character of a text (ISO/IEC 7064, MOD 37-2).

    It finds every wrong character, and every two neighbours that changed places.
    """
    check = 0
    for letter in text:
        check = (check + CHECKS.index(letter)) * 2 % len(CHECKS)
    return CHECKS[(1 - check) % len(CHECKS)]


def _drawn(digest: bytes) -> str:
    number, drawn = int.from_bytes(digest[:5]), LEADING
    for _ in range(DRAWN):
        number, rest = divmod(number, len(LETTERS))
        drawn += LETTERS[rest]
    return drawn


def references_in(*texts: str) -> tuple[str, ...]:
    """Return the references that texts hold, each once, however they are spaced."""
    found: dict[str, None] = {}
    for text in texts:
        together = _SEPARATORS.sub("", text.upper())
        for match in _REFERENCE.finditer(together):
            if check_character(match[1][:-1]) == match[1][-1]:
                found[match[1]] = None
    return tuple(found)
