"""Applications follow the person whom a registrar found to be theirs."""

from collections.abc import Sequence
from uuid import UUID

from shared.capability import Database, Recorded
from shared.contracts.identity import PersonMerged, PersonParted

# An application whose person is erased stays nobody's.
FOLLOWS = """
UPDATE applications
   SET person_id = $2
 WHERE application_id = ANY($1::uuid[]) AND person_id IS NOT NULL
"""

LIKENESS_FOLLOWS = """
UPDATE application_likeness SET person_id = $2 WHERE application_id = ANY($1::uuid[])
"""


async def take_in(database: Database, recorded: Sequence[Recorded]) -> None:
    """Let the applications of people who were made one, or parted, follow."""
    for one in recorded:
        match one.event:
            case PersonMerged(applications=applications, person_id=person_id):
                await _follow(database, applications, person_id)
            case PersonParted(applications=applications, parted_person_id=person_id):
                await _follow(database, applications, person_id)
            case _:
                pass


async def _follow(
    database: Database, applications: Sequence[UUID], person_id: UUID | None
) -> None:
    if person_id is not None:
        await database.execute(FOLLOWS, list(applications), person_id)
        await database.execute(LIKENESS_FOLLOWS, list(applications), person_id)
