"""What serving must know of the applications, and what it shows of the refusals."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from shared.capability import Database

STANDING = """
SELECT application_id,
       status = 'refused'
           OR (status = 'accepted' AND cardinality(not_admitted) > 0) AS refused,
       appeal_by
  FROM applications
 WHERE application_id = ANY($1::uuid[])
"""

LISTED = """
SELECT application_id,
       notice_id,
       standing,
       code,
       required_at,
       prove_by,
       served_on,
       appeal_by
  FROM refusals
 WHERE standing <> 'closed'
   AND NOT EXISTS (SELECT FROM application_ties t
                    WHERE t.application_id = refusals.application_id AND t.actor = $2)
 ORDER BY required_at, application_id
 LIMIT $1
"""

MOST = 1_000


@dataclass(frozen=True, slots=True)
class RefusedApplication:
    """Whether an application, or some of it, stands refused; until when as decided."""

    refused: bool
    appeal_by: date | None


@dataclass(frozen=True, slots=True)
class Refusal:
    """A refusal that is not final yet, and whether its service is proven."""

    application_id: UUID
    notice_id: UUID
    standing: str
    code: str | None
    required_at: datetime
    prove_by: datetime
    served_on: date | None
    appeal_by: date | None


async def read_standing(
    database: Database, applications: Sequence[UUID]
) -> Mapping[UUID, RefusedApplication]:
    """Return how these applications stand."""
    rows = await database.fetch(STANDING, list(applications))
    return {
        row["application_id"]: RefusedApplication(row["refused"], row["appeal_by"])
        for row in rows
    }


async def list_refusals(database: Database, actor: str) -> list[Refusal]:
    """Return the refusals that are not final, oldest first.

    Nobody sees those of an application to which they have a tie (domain §8, 1).
    """
    rows = await database.fetch(LISTED, MOST, actor)
    return [Refusal(**dict(row)) for row in rows]
