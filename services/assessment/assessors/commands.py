"""What can be asked of the pool of assessors."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Appoint:
    """The registrar appoints a person to the pool, or changes the appointment.

    `known_scopes` are those of the rulebook. `contact_changed` says whether name or
    e-mail differ from those on record, which the state cannot know: they are personal.
    """

    assessor_id: str
    person_id: UUID
    scopes: tuple[str, ...]
    known_scopes: frozenset[str]
    capacity: int
    name: str | None
    email: str | None
    now: datetime
    contact_changed: bool = False


Command = Appoint
