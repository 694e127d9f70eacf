"""What is asked of issuing reports."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class IssueReport:
    """Record that a report was computed, and what came of it, for good.

    `sha256` is that of the document's canonical JSON, in hex, and `root` the
    checkpoint's. `frozen` holds, by table, the rows of those over personal fields.
    """

    name: str
    period_from: date | None
    period_to: date | None
    days: str
    small_numbers_below: int
    personal_fields: str
    origin: str
    size: int
    root: str
    sha256: str
    provisional: bool
    frozen: Mapping[str, str]
    now: datetime
