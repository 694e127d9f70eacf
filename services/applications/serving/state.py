"""The situations the service of a refusal can be in."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID


@dataclass(frozen=True, slots=True)
class NotRequired:
    """No refusal is to be served."""


@dataclass(frozen=True, slots=True)
class Unproven:
    """To be served, and nobody knows yet that it was; `code` says why it was not."""

    notice_id: UUID
    code: str | None = None


@dataclass(frozen=True, slots=True)
class Served:
    """Served; an appeal may be lodged until `appeal_by`, that day included."""

    notice_id: UUID
    served_on: date
    appeal_by: date


@dataclass(frozen=True, slots=True)
class Closed:
    """Served, with nothing more to be lodged."""

    notice_id: UUID


State = NotRequired | Unproven | Served | Closed
