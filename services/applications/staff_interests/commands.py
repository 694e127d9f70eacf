"""What may be asked of a staff interest."""

from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias
from uuid import UUID

from shared.contracts.staff_interests import Tie


@dataclass(frozen=True, slots=True)
class Declare:
    """A tie of `actor` is declared; `same` says that it stands like this on record."""

    interest_id: UUID
    actor: str
    tie: Tie
    person_id: UUID | None
    email: str | None
    now: datetime
    same: bool = False


@dataclass(frozen=True, slots=True)
class End:
    """The tie is no more, says the `actor`."""

    interest_id: UUID
    actor: str
    now: datetime


Command: TypeAlias = Declare | End
