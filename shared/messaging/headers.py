"""Record headers: what routing needs, and the disclosures that travel apart."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from shared.contracts.envelope import CONTENT_TYPE

Headers = Sequence[tuple[str, bytes]]


def event_headers(
    event_type: str,
    event_id: UUID,
    subject: str,
    sequence: int,
    disclosures: str | None,
    traceparent: str | None,
) -> list[tuple[str, bytes]]:
    """Return the headers of an event's record."""
    headers = [
        ("content-type", CONTENT_TYPE.encode()),
        ("ce_type", event_type.encode()),
        ("ce_id", str(event_id).encode()),
        ("ce_subject", subject.encode()),
        ("ce_sequence", str(sequence).encode()),
    ]
    if disclosures:
        headers.append(("disclosures", disclosures.encode()))
    if traceparent:
        headers.append(("traceparent", traceparent.encode()))
    return headers


def text_header(headers: Iterable[tuple[str, bytes | None]], name: str) -> str:
    """Return a header as text, empty where it is not there or is not text."""
    for key, value in headers:
        if key == name and value is not None:
            return value.decode("utf-8", errors="replace")
    return ""
