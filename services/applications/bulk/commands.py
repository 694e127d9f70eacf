"""What may be asked of a bulk action."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeAlias
from uuid import UUID

from shared.rulebook.tables.transferring import Transfer


@dataclass(frozen=True, slots=True)
class Items:
    """What an action would touch: how many, their digest, and what it leaves out."""

    count: int
    digest: str
    excluded: tuple[tuple[str, int], ...] = ()


NOTHING = Items(0, "")


@dataclass(frozen=True, slots=True)
class PrepareMove:
    """A scope's entries are to move to the footing on which the scope stands today.

    `footing` is None where the register has no such scope; `items` is known from the
    register.
    """

    bulk_id: UUID
    scope: str
    footing: str | None
    transfer: Transfer | None
    most: int
    actor: str
    today: date
    now: datetime
    items: Items = NOTHING


@dataclass(frozen=True, slots=True)
class Release:
    """Another person lets the prepared action go; `items` is what it has by now."""

    bulk_id: UUID
    digest: str
    actor: str
    now: datetime
    items: Items | None = None


@dataclass(frozen=True, slots=True)
class Finish:
    """Every item has had its turn; `left` are those that were refused."""

    bulk_id: UUID
    left: int
    now: datetime


Command: TypeAlias = PrepareMove | Release | Finish
