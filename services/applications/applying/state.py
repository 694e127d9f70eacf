"""What an application is, without a word about whose it is."""

from dataclasses import dataclass
from typing import TypeAlias
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Unsubmitted:
    """Nothing has come yet."""


@dataclass(frozen=True, slots=True)
class Returned:
    """Sent back to its sender with its faults; it may come again, corrected."""

    faults: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pending:
    """Submitted, and waiting for the assessors."""

    scopes: tuple[str, ...]
    route: str


@dataclass(frozen=True, slots=True)
class Recommended:
    """Assessed, and waiting for the registrar's decision."""

    scopes: tuple[str, ...]
    route: str
    assessment_id: UUID
    assessors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Accepted:
    """Admitted to the register."""


@dataclass(frozen=True, slots=True)
class Rejected:
    """Refused by the registrar."""


State: TypeAlias = Unsubmitted | Returned | Pending | Recommended | Accepted | Rejected
