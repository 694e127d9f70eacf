"""Which panels an application is before, and whether somebody may sit on them.

A capability that shows a panel what its matter needs looks here: whoever is tied to the
case, or spoke in it before, does not sit (domain §8, 1).
"""

from enum import StrEnum
from uuid import UUID

from shared.capability import Database

SITS = """
SELECT 'declaration' AS panel
  FROM declarations d
 WHERE d.application_id = $1
   AND d.status = 'open'
   AND NOT EXISTS (SELECT FROM declaration_ties t
                    WHERE t.application_id = $1 AND t.actor = $2)
   AND NOT EXISTS (SELECT FROM application_ties t
                    WHERE t.application_id = $1 AND t.actor = $2)
   AND NOT EXISTS (SELECT FROM declaration_findings f
                    WHERE f.application_id = $1
                      AND f.member = $2
                      AND f.round < d.round)
UNION ALL
SELECT 'appeal'
  FROM applications a
 WHERE a.application_id = $1
   AND a.status = 'under-appeal'
   AND $2 <> ALL(a.assessors || a.deciders || a.heard_by)
   AND NOT EXISTS (SELECT FROM application_ties t
                    WHERE t.application_id = $1 AND t.actor = $2)
"""


class Panel(StrEnum):
    """A panel that an application can be before."""

    DECLARATION = "declaration"
    APPEAL = "appeal"


async def panels_open_to(
    database: Database, application_id: UUID, actor: str
) -> frozenset[Panel]:
    """Return the panels before which the application is, and on which one may sit."""
    rows = await database.fetch(SITS, application_id, actor)
    return frozenset(Panel(row["panel"]) for row in rows)
