"""What the registrar reads of applications that may be one person's."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from asyncpg import Record

from shared.capability import Database

LINES = """
SELECT pair_id, application_id, other_application_id, status, raised_at, decided_at
  FROM possible_duplicates
 WHERE ($1::text IS NULL OR status = $1)
   AND ($2::uuid IS NULL OR (raised_at, pair_id) > (
        SELECT raised_at, pair_id FROM possible_duplicates WHERE pair_id = $2))
   AND NOT EXISTS (SELECT
                     FROM application_ties t
                    WHERE t.application_id IN (
                          possible_duplicates.application_id, other_application_id)
                      AND t.actor = $4)
 ORDER BY raised_at, pair_id
 LIMIT $3
"""

ONE = """
SELECT pair_id, application_id, other_application_id, status, raised_at, decided_at,
       grounds, explanation, decided_by
  FROM possible_duplicates
 WHERE pair_id = $1
   AND NOT EXISTS (SELECT
                     FROM application_ties t
                    WHERE t.application_id IN (
                          possible_duplicates.application_id, other_application_id)
                      AND t.actor = $2)
"""

SIDES = """
SELECT application_id, person_id, submitted_on, given_names, family_name,
       date_of_birth, email, postcode, employer
  FROM application_people
 WHERE application_id = ANY($1::uuid[])
"""


class Standing(StrEnum):
    """How the question about two applications stands."""

    OPEN = "open"
    MERGED = "merged"
    KEPT_APART = "kept-apart"


@dataclass(frozen=True, slots=True)
class DuplicateLine:
    """One question of the work list; nothing personal."""

    pair_id: UUID
    application_id: UUID
    other_application_id: UUID
    status: Standing
    raised_at: datetime
    decided_at: datetime | None


@dataclass(frozen=True, slots=True)
class Side:
    """Whose an application is by its own words; erased, nobody's."""

    application_id: UUID
    person_id: UUID
    submitted_on: date
    given_names: str | None
    family_name: str | None
    date_of_birth: date | None
    email: str | None
    postcode: str | None
    employer: str | None


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A question with both its sides, the newer first, and its last decision."""

    pair_id: UUID
    status: Standing
    raised_at: datetime
    decided_at: datetime | None
    decided_by: str | None
    grounds: list[str]
    explanation: str | None
    sides: list[Side]


async def list_duplicates(
    database: Database,
    status: Standing | None,
    after: UUID | None,
    limit: int,
    actor: str,
) -> Sequence[DuplicateLine]:
    """Return questions in the order in which they came, from the one after.

    Nobody sees one about an application to which they have a tie (domain §8, 1).
    """
    rows = await database.fetch(LINES, status, after, limit, actor)
    return list(map(_line, rows))


async def read_duplicate(
    database: Database, pair_id: UUID, actor: str
) -> Duplicate | None:
    """Return a question with both its sides; None where there is none for the actor."""
    row = await database.fetchrow(ONE, pair_id, actor)
    if row is None:
        return None
    ids = [row["application_id"], row["other_application_id"]]
    rows = await database.fetch(SIDES, ids)
    sides = {side["application_id"]: Side(**dict(side)) for side in rows}
    return Duplicate(
        pair_id=row["pair_id"],
        status=Standing(row["status"]),
        raised_at=row["raised_at"],
        decided_at=row["decided_at"],
        decided_by=row["decided_by"],
        grounds=row["grounds"],
        explanation=row["explanation"],
        sides=[sides[one] for one in ids if one in sides],
    )


def _line(row: Record) -> DuplicateLine:
    return DuplicateLine(
        pair_id=row["pair_id"],
        application_id=row["application_id"],
        other_application_id=row["other_application_id"],
        status=Standing(row["status"]),
        raised_at=row["raised_at"],
        decided_at=row["decided_at"],
    )
