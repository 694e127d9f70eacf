"""The trace that a request belongs to (W3C Trace Context), carried on, never begun."""

import re
from contextvars import ContextVar

HEADER = "traceparent"

TRACEPARENT: ContextVar[str | None] = ContextVar(HEADER, default=None)
"""The trace parent of what is being served; None where none was sent."""

_KNOWN = re.compile(
    r"(?!ff)[0-9a-f]{2}-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}"
)


def known_traceparent(text: str | None) -> str | None:
    """Return a trace parent if it is a valid one (§3.2), else None."""
    return text if text and _KNOWN.fullmatch(text) else None
