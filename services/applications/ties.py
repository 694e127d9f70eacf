"""Who may have no part in an application: those tied to its applicant or proposers.

A capability that lets people act on an application looks here; to somebody tied to it,
the application does not exist (domain §8, 1).
"""

from collections.abc import Mapping, Sequence
from uuid import UUID

from shared.capability import Database

READ = """
SELECT application_id, actor
  FROM application_ties
 WHERE application_id = ANY($1::uuid[])
"""

TIED = """
SELECT EXISTS (
    SELECT FROM application_ties WHERE application_id = $1 AND actor = $2)
"""


async def read_ties(
    database: Database, applications: Sequence[UUID]
) -> Mapping[UUID, frozenset[str]]:
    """Return the actors who are tied to each of these applications."""
    found: dict[UUID, frozenset[str]] = {}
    for row in await database.fetch(READ, list(applications)):
        before = found.get(row["application_id"], frozenset())
        found[row["application_id"]] = before | {row["actor"]}
    return found


async def is_tied(database: Database, application_id: UUID, actor: str) -> bool:
    """Tell whether the actor is tied to the application."""
    return bool(await database.fetchval(TIED, application_id, actor))
