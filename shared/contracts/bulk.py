"""What every service says of an action on many items: prepared, released, finished.

Each service says it by types of its own, which add nothing but their name.
"""

from collections.abc import Mapping
from typing import ClassVar
from uuid import UUID

from shared.contracts.contract import EventData


class ActionPrepared(EventData):
    """A bulk action was tried dry: how many items it has, and how many were left out.

    `items_digest` is the SHA-256 of the sorted items, in hexadecimal digits; `excluded`
    counts by reason what the action would not touch. `items` are there where they were
    chosen one by one, and empty where `subject` and `target` say which they are.
    """

    REASON: ClassVar[str] = "dry-run"

    bulk_id: UUID
    kind: str
    subject: str
    target: str
    count: int
    items_digest: str
    excluded: Mapping[str, int]
    prepared_by: str
    items: tuple[str, ...] = ()


class ActionReleased(EventData):
    """A second person released a bulk action, which is now carried out."""

    REASON: ClassVar[str] = "released-by-another"

    bulk_id: UUID
    kind: str
    subject: str
    target: str
    count: int
    items_digest: str
    released_by: str


class ActionFinished(EventData):
    """Every item of a bulk action was carried out, or is left with its own refusal."""

    REASON: ClassVar[str] = "carried-out"

    bulk_id: UUID
    kind: str
    subject: str
    left: int
