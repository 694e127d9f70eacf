"""What may be asked of a bulk action."""

from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias
from uuid import UUID

from shared.errors import Refused


@dataclass(frozen=True, slots=True)
class Items:
    """What an action would touch: how many, their digest, and what it leaves out.

    `ids` are the items themselves where they were chosen one by one.
    """

    count: int
    digest: str
    excluded: tuple[tuple[str, int], ...] = ()
    ids: tuple[str, ...] = ()


NOTHING = Items(0, "")


@dataclass(frozen=True, slots=True)
class Selection:
    """What an action is to be done to: by its subject and target, or as `chosen`."""

    kind: str
    subject: str
    target: str
    chosen: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Objection:
    """Why something cannot be done: a code, a sentence, and the rule it comes from."""

    code: str
    sentence: str
    rule: str

    def refused(self) -> Refused:
        """Return the refusal."""
        return Refused(self.code, self.sentence, self.rule)


@dataclass(frozen=True, slots=True)
class Prepare:
    """An action is tried dry; at most `most` items are done at once.

    `against` is what its kind has against it, `nothing` what is said where it would
    touch nothing; `items` are known from the tables.
    """

    bulk_id: UUID
    selection: Selection
    most: int
    nothing: Objection
    actor: str
    now: datetime
    against: Objection | None = None
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


Command: TypeAlias = Prepare | Release | Finish
