"""Who may have no part in an application: those tied to its applicant or proposers.

A capability that lets people act on an application looks here; to somebody tied to it,
the application does not exist. Whoever judged what was declared in it has had a part
in its chain, and hears no appeal in it (domain §8, 1).
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from shared.capability import Database
from shared.errors import NotFound

READ = """
SELECT application_id, actor, false AS judged
  FROM application_ties
 WHERE application_id = ANY($1::uuid[])
UNION ALL
SELECT application_id, member, true
  FROM declaration_findings
 WHERE application_id = ANY($1::uuid[])
"""

ACTORS = """
SELECT application_id, array_agg(actor) AS actors
  FROM application_ties
 WHERE application_id = ANY($1::uuid[])
 GROUP BY application_id
"""

TIED = """
SELECT EXISTS (
    SELECT FROM application_ties WHERE application_id = $1 AND actor = $2)
"""


@dataclass(frozen=True, slots=True)
class Ties:
    """Who is `tied` to an application, and who `judged` what was declared in it."""

    tied: frozenset[str] = frozenset()
    judged: frozenset[str] = frozenset()


async def read_ties(
    database: Database, applications: Sequence[UUID]
) -> Mapping[UUID, Ties]:
    """Return who is tied to each of these applications, or judged in it."""
    found: dict[UUID, Ties] = {}
    for row in await database.fetch(READ, list(applications)):
        before = found.get(row["application_id"], Ties())
        actor = {row["actor"]}
        found[row["application_id"]] = (
            replace(before, judged=before.judged | actor)
            if row["judged"]
            else replace(before, tied=before.tied | actor)
        )
    return found


async def tied_to(
    database: Database, applications: Collection[UUID]
) -> Mapping[UUID, frozenset[str]]:
    """Return who is tied to each of these applications; one query, none for none."""
    if not applications:
        return {}
    rows = await database.fetch(ACTORS, list(applications))
    return {row["application_id"]: frozenset(row["actors"]) for row in rows}


async def is_tied(database: Database, application_id: UUID, actor: str) -> bool:
    """Tell whether the actor is tied to the application."""
    return bool(await database.fetchval(TIED, application_id, actor))


async def require_untied(database: Database, application_id: UUID, actor: str) -> None:
    """Return where the actor has no tie.

    To whoever has one the application does not exist: raises `NotFound`.
    """
    if await is_tied(database, application_id, actor):
        raise NotFound("There is no such application.")
