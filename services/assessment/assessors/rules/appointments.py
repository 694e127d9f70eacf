"""What an appointment must satisfy."""

import re

LARGEST_CAPACITY = 10_000
LONGEST_TEXT = 500

_ASSESSOR_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:-]{0,63}")
_ADDRESS = re.compile(
    r"[^@\s\x00-\x20\x7f<>,;:\"()\[\]\\]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+"
)


def is_assessor_id(text: str) -> bool:
    """Return whether the id is opaque enough to name a stream."""
    return _ASSESSOR_ID.fullmatch(text) is not None


def is_address(text: str | None) -> bool:
    """Return whether mail could be sent to it: one mailbox at one named host."""
    return (
        text is not None
        and len(text) <= LONGEST_TEXT
        and _ADDRESS.fullmatch(text) is not None
    )


def is_one_line(text: str | None) -> bool:
    """Return whether it is a name as people write one: not empty, on one line."""
    return (
        text is not None
        and bool(text.strip())
        and len(text) <= LONGEST_TEXT
        and text.isprintable()
    )


def is_capacity(cases: int) -> bool:
    """Return whether a person can hold so many open cases."""
    return 1 <= cases <= LARGEST_CAPACITY


def in_order(scopes: tuple[str, ...]) -> tuple[str, ...]:
    """Return the scopes each once, in one order, so that equal sets are equal."""
    return tuple(sorted(set(scopes)))
