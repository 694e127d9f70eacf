"""What the registrar reads of staff interests."""

from dataclasses import dataclass
from uuid import UUID

from shared.capability import Database

LINES = """
SELECT interest_id, actor, tie, person_id IS NOT NULL AS known
  FROM staff_interests
 ORDER BY actor, tie, interest_id
"""


@dataclass(frozen=True, slots=True)
class Interest:
    """A tie, without whom it is to; `known` says whether that person has applied."""

    interest_id: UUID
    actor: str
    tie: str
    known: bool


async def list_interests(database: Database) -> list[Interest]:
    """Return every tie that stands, by actor."""
    return [Interest(**dict(row)) for row in await database.fetch(LINES)]
