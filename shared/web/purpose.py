"""Why somebody looks: a code with the request, and words where the code asks for them.

A program sends the header `X-Purpose`, and `X-Purpose-Reason` percent-encoded in UTF-8;
a page's form sends the code as `purpose`. Words never travel in an address.
"""

from collections.abc import Collection
from dataclasses import dataclass
from urllib.parse import unquote

from starlette.requests import Request

from shared.contracts.views import PURPOSE_HEADER as HEADER
from shared.contracts.views import PURPOSE_REASON_HEADER as REASON_HEADER
from shared.errors import Malformed

PARAMETER = "purpose"

NOT_STATED = "not-stated"
BREAK_GLASS = "break-glass"
"""Looking in an emergency at what is not one's own case: it needs a reason in words."""

LONGEST_REASON = 500


@dataclass(frozen=True, slots=True)
class Purpose:
    """Why somebody looks."""

    code: str = NOT_STATED
    explanation: str | None = None


def stated_purpose(request: Request, known: Collection[str]) -> Purpose:
    """Return the purpose that the request states; one of `known`, or not stated.

    Raises `Malformed` on any other code, and on break-glass without a reason.
    """
    code = request.headers.get(HEADER) or request.query_params.get(PARAMETER)
    if not code or code == NOT_STATED:
        return Purpose()
    if code not in known:
        raise Malformed(f"The purpose must be one of: {', '.join(known)}.", HEADER)
    explanation = _words(request.headers.get(REASON_HEADER, ""))
    if code == BREAK_GLASS and explanation is None:
        raise Malformed(
            f"The purpose {BREAK_GLASS} needs a reason in words.", REASON_HEADER
        )
    return Purpose(code, explanation)


def _words(header: str) -> str | None:
    try:
        words = unquote(header, errors="strict").strip()
    except UnicodeDecodeError as error:
        raise Malformed(
            "The reason is not percent-encoded UTF-8.", REASON_HEADER
        ) from error
    if len(words) > LONGEST_REASON or "\0" in words:
        raise Malformed(
            f"The reason has more than {LONGEST_REASON} characters, or a NUL.",
            REASON_HEADER,
        )
    return words or None
